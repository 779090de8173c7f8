package dev.wsctl.cli.render;

import java.io.PrintStream;
import java.util.Locale;

/** Test Anything Protocol, version 13. */
public final class Tap {
    private Tap() {}

    public static void write(TestCases suite, PrintStream out) {
        out.print("TAP version 13\n1.." + suite.cases().size() + "\n");
        int number = 0;
        for (TestCases.Case one : suite.cases()) {
            number++;
            boolean ok = one.result() == TestCases.Result.PASSED || one.result() == TestCases.Result.SKIPPED;
            // A # begins a directive, also within a name.
            String name = line(one.name()).replace("#", "\\#");
            out.print((ok ? "ok " : "not ok ") + number + " - " + name
                    + (one.result() == TestCases.Result.SKIPPED ? " # SKIP " + line(one.message()) : "") + "\n");
            if (!ok) {
                out.print("  ---\n  message: " + quoted(one.message()) + "\n  severity: "
                        + one.severity().toLowerCase(Locale.ROOT) + "\n  details:\n");
                one.details().forEach(detail -> out.print("    - " + quoted(detail) + "\n"));
                out.print("  ...\n");
            }
        }
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String quoted(String text) {
        return "\"" + line(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
