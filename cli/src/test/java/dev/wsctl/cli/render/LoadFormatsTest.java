package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.search.MaxSearch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        Golden.looks("loadtest-passed", LoadViews.views(), PASSED);
        Golden.looks("loadtest-failed", LoadViews.views(), FAILED);
        Golden.matches("loadtest.json", Golden.json(LoadViews.views(), PASSED));
        Golden.looks("loadtest-disturbed", LoadViews.views(), DISTURBED);
        Golden.looks("loadtest-apart", LoadViews.views(), LoadResults.apart());
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
    @DisplayName("N6 of a search for the highest load leads with the load, and with what the next one fell by")
    void aSearchIsPinned() {
        LoadReport passed = PASSED.report();
        LoadReport failed = FAILED.report();
        MaxResult found = new MaxResult(
                "rate",
                "messages/s",
                new MaxSearch.Result(
                        2_000,
                        false,
                        false,
                        List.of(
                                new MaxSearch.Step(1_000, passed),
                                new MaxSearch.Step(2_000, passed),
                                new MaxSearch.Step(4_000, failed),
                                new MaxSearch.Step(2_000, passed))),
                false);
        MaxResult none = new MaxResult(
                "members",
                "members a room",
                new MaxSearch.Result(0, false, true, List.of(new MaxSearch.Step(2, failed))),
                true);

        Golden.looks("loadtest-max", MaxViews.views(), found);
        Golden.looks("loadtest-max-none", MaxViews.views(), none);
        Golden.matches("loadtest-max.json", Golden.json(MaxViews.views(), found));
    }

    @Test
    @DisplayName("C13 of two configurations is the documents' table: before, after, change, and what saturated")
    void aComparisonIsPinned() {
        RunSummary before = RunSummaries.of(
                "before",
                new LoadResult(
                        FAILED.plan(),
                        FAILED.report(),
                        false,
                        new RedisLoad("redis://10.0.0.5:6379/0", 97.3, 3_200, 2_254_857_830L, "")));
        RunSummary after = RunSummaries.of(
                "after",
                new LoadResult(
                        PASSED.plan(),
                        PASSED.report(),
                        false,
                        new RedisLoad("redis://10.0.0.5:6379/0", 35, 50, 838_860_800, "")));
        Comparison comparison = new Comparison(List.of(before, after));

        Golden.looks("loadtest-comparison", ComparisonViews.views(), comparison);
        Golden.matches("loadtest-comparison.json", Golden.json(ComparisonViews.views(), comparison));
        Golden.looks("loadtest-baseline", LoadViews.views(), PASSED.against(before, PASSED.report()));
        assertThat(ComparisonViews.html(comparison))
                .contains(
                        "<svg class=\"plot\"",
                        "\"id\":\"percentiles\"",
                        "Redis connections</td><td>3,200</td><td>50</td>");
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
