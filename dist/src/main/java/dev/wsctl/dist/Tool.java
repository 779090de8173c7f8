package dev.wsctl.dist;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.spi.ToolProvider;

/** Runs the tools of the JDK and programs of the build machine; what they say is shown only when they fail. */
final class Tool {
    private Tool() {}

    /** @param name of a tool that the JDK brings, like jlink */
    static void run(String name, List<String> arguments) throws IOException {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IOException("this Java has no " + name + "; build with a JDK"));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        if (tool.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
            throw new IOException(name + " " + String.join(" ", arguments) + " failed:\n" + said);
        }
    }

    /** What the program printed, on both streams. It inherits no variables but those of the C locale. */
    static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit + ":\n" + output);
        }
        return output;
    }
}
