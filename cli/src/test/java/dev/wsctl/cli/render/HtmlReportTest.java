package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The HTML report")
class HtmlReportTest {
    @Test
    @DisplayName("escapes whatever a server or a user may have put into a name")
    void escapesEverything() {
        String html = HtmlReport.of(LoadResults.failed("ws://h/<script>alert(1)</script>", "\"quoted\" & 'single'"));

        assertThat(html)
                .doesNotContain("<script>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&quot;quoted&quot; &amp; &#39;single&#39;");
    }

    @Test
    @DisplayName("is one page that needs no network, and leads with the verdict")
    void isSelfContained() {
        String html = HtmlReport.of(LoadResults.passed());

        assertThat(html).startsWith("<!DOCTYPE html>").contains("<div class=\"verdict PASSED\">");
        assertThat(html)
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<link")
                .doesNotContain("src=");
    }

    @Test
    @DisplayName("holds every table")
    void holdsEveryTable() {
        assertThat(HtmlReport.of(LoadResults.passed()))
                .contains("Asked for", "Found", "Latency", "Thresholds", "Between instances", "lost==0", "4.20 ms");
    }
}
