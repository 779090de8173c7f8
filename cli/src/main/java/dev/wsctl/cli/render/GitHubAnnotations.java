package dev.wsctl.cli.render;

import java.io.PrintStream;

/** Workflow commands that GitHub Actions turns into annotations. What passed or was skipped is none. */
public final class GitHubAnnotations {
    private GitHubAnnotations() {}

    public static void write(TestCases suite, PrintStream out) {
        for (TestCases.Case one : suite.cases()) {
            if (one.result() == TestCases.Result.FAILED || one.result() == TestCases.Result.ERROR) {
                String body = one.message() + (one.details().isEmpty() ? "" : "\n" + String.join("\n", one.details()));
                out.print("::" + one.severity() + " title=" + property(one.name()) + "::" + data(body) + "\n");
            }
        }
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
