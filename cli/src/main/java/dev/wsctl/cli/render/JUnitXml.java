package dev.wsctl.cli.render;

import java.io.PrintStream;

/** JUnit's XML as build servers read it. */
public final class JUnitXml {
    private JUnitXml() {}

    public static void write(TestCases suite, PrintStream out) {
        String seconds = Long.toString(suite.elapsed().toMillis() / 1000) + "."
                + String.valueOf(1000 + suite.elapsed().toMillis() % 1000).substring(1);
        out.print("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.print("<testsuites>\n");
        out.print("  <testsuite name=\"" + attribute(suite.name()) + "\" tests=\""
                + suite.cases().size()
                + "\" failures=\"" + suite.count(TestCases.Result.FAILED) + "\" errors=\""
                + suite.count(TestCases.Result.ERROR) + "\" skipped=\"" + suite.count(TestCases.Result.SKIPPED)
                + "\" time=\"" + seconds + "\" timestamp=\"" + suite.time() + "\">\n");
        for (TestCases.Case one : suite.cases()) {
            out.print("    <testcase classname=\"" + attribute(one.group()) + "\" name=\"" + attribute(one.name())
                    + "\"");
            switch (one.result()) {
                case PASSED -> out.print("/>\n");
                case SKIPPED ->
                    out.print(">\n      <skipped message=\"" + attribute(one.message()) + "\"/>\n    </testcase>\n");
                case FAILED -> failed("failure", one, out);
                case ERROR -> failed("error", one, out);
            }
        }
        out.print("  </testsuite>\n</testsuites>\n");
    }

    private static void failed(String element, TestCases.Case one, PrintStream out) {
        out.print(">\n      <" + element + " message=\"" + attribute(one.message()) + "\" type=\""
                + attribute(one.severity()) + "\">" + text(String.join("\n", one.details())) + "</" + element
                + ">\n    </testcase>\n");
    }

    private static String attribute(String value) {
        return text(value).replace("\"", "&quot;").replace("\n", "&#10;");
    }

    /** XML 1.0 knows no control characters, not even escaped. */
    private static String text(String value) {
        StringBuilder clean = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> clean.append("&amp;");
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                default -> clean.appendCodePoint(c == '\n' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF) ? c : '?');
            }
        });
        return clean.toString();
    }
}
