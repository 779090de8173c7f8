package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The HTML report")
class HtmlReportTest {
    @Test
    @DisplayName("escapes whatever a server or a user may have put into a name, in its tables and in its charts")
    void escapesEverything() {
        String html =
                HtmlReport.of(LoadResults.failed("ws://h/</script><script>alert(1)</script>", "\"quoted\" & 'single'"));

        assertThat(html)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&quot;quoted&quot; &amp; &#39;single&#39;");
        Html body = new Html();
        Chart chart = new Chart(
                "c",
                "t",
                "",
                "s",
                List.of(new Chart.Line("</script><b>", "us", List.of(1.0), List.of(Double.NaN))),
                List.of(new Chart.Band(0, 1, "<!--")));
        assertThat(HtmlDocument.of("<t>", body, List.of(chart)))
                .contains("\"label\":\"\\u003c/script\\u003e\\u003cb\\u003e\"", "\\u003c!--", "\"y\":[null]")
                .contains("<title>&lt;t&gt;</title>");
    }

    @Test
    @DisplayName("is one page whose policy forbids the network, and leads with the verdict")
    void isSelfContained() {
        String html = HtmlReport.of(LoadResults.passed());

        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("<div class=\"verdict PASSED\">", "content=\"default-src 'none'; style-src 'unsafe-inline';");
        assertThat(html)
                .doesNotContain("<link")
                .doesNotContain(" src=")
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    @Test
    @DisplayName("holds every table, so that it says all without its script")
    void holdsEveryTable() {
        assertThat(HtmlReport.of(LoadResults.passed()))
                .contains("Asked for", "Found", "Latency", "Thresholds", "Between instances", "lost==0", "4.20 ms")
                .contains("The generator itself", "Second by second", "warm-up");
    }

    @Test
    @DisplayName("draws every line of every chart without a script, broken where nothing was measured, its peaks kept")
    void drawsWithoutAScript() {
        List<Double> seconds =
                IntStream.range(0, 3_600).mapToObj(i -> (double) i).toList();
        List<Double> calm = seconds.stream()
                .map(at -> at == 1_800 ? 250_000.0 : at == 900 ? Double.NaN : 1_000)
                .toList();
        Chart chart = new Chart(
                "c",
                "t",
                "",
                "s",
                List.of(new Chart.Line("<p99>", "us", seconds, calm)),
                List.of(new Chart.Band(0, 3_600, "hold")));

        String svg = SvgChart.of(chart);

        assertThat(svg)
                .contains("&lt;p99&gt;", ">hold</text>", ">3,000 s</text>", ">1 ms</text>", ">100 ms</text>")
                .doesNotContain("NaN");
        assertThat(svg.length()).isLessThan(40_000);
        String path = svg.lines()
                .filter(line -> line.startsWith("<path class=\"c0\""))
                .findFirst()
                .orElseThrow();
        assertThat(path.chars().filter(c -> c == 'M').count()).isEqualTo(2);
        double highest = Stream.of(path.substring(path.indexOf("d=\"") + 4)
                        .replace("h0", "")
                        .split("[ML]"))
                .mapToDouble(point -> Double.parseDouble(point.split("[ \"]")[1]))
                .min()
                .orElseThrow();
        assertThat(highest).as("the peak is at the top").isLessThan(30);
    }

    @Test
    @DisplayName("shows no secret of a target")
    void showsNoSecret() {
        assertThat(HtmlReport.of(LoadResults.minute())).contains("token=***").doesNotContain("hunter2");
    }

    @Test
    @DisplayName("carries uPlot as it was published")
    void carriesUplotAsItWasPublished() throws IOException, NoSuchAlgorithmException {
        assertThat(sha256("/uplot/uPlot.iife.min.js"))
                .isEqualTo("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f");
        assertThat(sha256("/uplot/uPlot.min.css"))
                .isEqualTo("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");
    }

    private static String sha256(String resource) throws IOException, NoSuchAlgorithmException {
        try (InputStream in = HtmlReportTest.class.getResourceAsStream(resource)) {
            assertThat(in).isNotNull();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
    }
}
