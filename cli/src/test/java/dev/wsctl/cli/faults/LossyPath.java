package dev.wsctl.cli.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A way to a Redis on which the kernel loses packets, as networks do: TCP over the loopback interface of a network
 * namespace of its own, with sockets of files at both ends, since those go through the walls of namespaces. Needs
 * Linux, {@code unshare}, {@code nsenter} and {@code iptables}, and no rights but that of making a user namespace.
 */
final class LossyPath implements AutoCloseable {

    private final Process process;
    private final Path entrance;

    /**
     * @param redis its Unix socket
     * @param entrance the Unix socket to be made
     */
    LossyPath(Path redis, Path entrance) throws IOException {
        this.entrance = entrance;
        String java = System.getProperty("java.home") + "/bin/java";
        process = new ProcessBuilder(
                        "unshare",
                        "-Urn",
                        "sh",
                        "-c",
                        "ip link set lo up && exec \"$@\"",
                        "sh",
                        java,
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LossyPathMain.class.getName(),
                        entrance.toString(),
                        redis.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!LossyPathMain.READY.equals(line)) {
            close();
            throw new IOException("no path through a namespace: " + line);
        }
    }

    /** Whether this machine lets us make a namespace and lose packets in it. */
    static boolean isPossible() throws IOException, InterruptedException {
        return succeeds(
                List.of("unshare", "-Urn", "sh", "-c", "ip link set lo up && " + String.join(" ", losing(0.5))));
    }

    String url() {
        return "unix://" + entrance;
    }

    /** From now on each packet is lost with this probability, those that are sent again too. */
    void lose(double share) throws IOException, InterruptedException {
        inside(losing(share));
    }

    /** Loses nothing any more. */
    void mend() throws IOException, InterruptedException {
        inside(List.of("iptables", "-F", "INPUT"));
    }

    private static List<String> losing(double share) {
        List<String> command = new ArrayList<>(List.of("iptables", "-A", "INPUT", "-p", "tcp"));
        if (share < 1) {
            command.addAll(List.of("-m", "statistic", "--mode", "random", "--probability", "" + share));
        }
        command.addAll(List.of("-j", "DROP"));
        return command;
    }

    private void inside(List<String> command) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("nsenter", "--preserve-credentials", "-U", "-n", "-t", "" + process.pid()));
        all.addAll(command);
        if (!succeeds(all)) {
            throw new IOException("failed: " + String.join(" ", all));
        }
    }

    private static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        Process run;
        try {
            run = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            return false;
        }
        return run.waitFor(30, TimeUnit.SECONDS) && run.exitValue() == 0;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
