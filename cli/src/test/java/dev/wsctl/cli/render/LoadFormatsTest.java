package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

@DisplayName("A load test's result for other programs")
class LoadFormatsTest {
    private static final LoadResult PASSED = LoadResults.passed();
    private static final LoadResult DISTURBED = LoadResults.disturbed();
    private static final LoadResult FAILED = LoadResults.failed("ws://h/ws?a=\"b\"&c", "the reason");

    @Test
    @DisplayName("is pinned, format by format")
    void isPinned() {
        Golden.matches("loadtest-passed.txt", Golden.human(LoadViews.views(), PASSED));
        Golden.matches("loadtest-failed.txt", Golden.human(LoadViews.views(), FAILED));
        Golden.matches("loadtest.json", Golden.json(LoadViews.views(), PASSED));
        Golden.matches("loadtest-disturbed.txt", Golden.human(LoadViews.views(), DISTURBED));
        Golden.matches("loadtest-disturbed.junit.xml", printed(DISTURBED, Format.JUNIT));
        Golden.matches("loadtest.csv", printed(PASSED, Format.CSV));
        Golden.matches("loadtest.prom", printed(FAILED, Format.PROMETHEUS));
        Golden.matches("loadtest.junit.xml", printed(FAILED, Format.JUNIT));
        Golden.matches(
                "loadtest.hgrm",
                Hgrm.of(
                        PASSED.report().latency().corrected(),
                        PASSED.report().latency().correctedDistribution()));
    }

    @Test
    @DisplayName("is well-formed JUnit whose counts agree with its tests")
    void isWellFormedJunit() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(printed(FAILED, Format.JUNIT).getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();

        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
        assertThat(suite.getElementsByTagName("failure").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("failures")))
                .isPositive();
    }

    @Test
    @DisplayName("C13 says in the page what a disturbance did and what each worker was like")
    void thePageTellsOfDisturbancesAndWorkers() {
        assertThat(HtmlReport.of(DISTURBED))
                .contains("Disturbances", "restart-a: SIGTERM to process a.pid", "200 connections ended, 198 came back")
                .contains("the process &lt;a&gt; did not come back")
                .contains("worker 2 (node-b.7.5a6b7c8d)");
        assertThat(HtmlReport.of(PASSED)).doesNotContain("Disturbances");
    }

    private static String printed(LoadResult result, Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        LoadViews.views().write(result, format, new Page(print, 80, false, Page.Detail.NORMAL), print);
        return out.toString(StandardCharsets.UTF_8);
    }
}
