package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The HTML report in a real browser")
class HtmlReportIT {
    private static final String WATCH = """
            <script>
            window.wrong = [];
            addEventListener('error', e => wrong.push(e.message));
            addEventListener('securitypolicyviolation', e => wrong.push('asked for ' + e.blockedURI));
            </script>
            """;
    /** In a frame, which tells the page around it. */
    private static final String TELL = """
            <script>
            setTimeout(() => {
              const drawn = [...document.querySelectorAll('canvas')].filter(c =>
                  c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v !== 0)).length;
              const wide = document.documentElement.scrollWidth > innerWidth;
              const still = [...document.querySelectorAll('.static')].filter(s => s.clientWidth > 0).length;
              parent.postMessage(window.name + ' DRAWN=' + drawn + ' WIDE=' + wide + ' STILL=' + still
                  + ' WRONG=' + JSON.stringify(wrong) + '.', '*');
            }, 500);
            </script>
            """;
    /** Each page as wide as a screen and as a phone, and one of them where no script may run. */
    private static final String AROUND = """
            <!DOCTYPE html>
            <script>
            const said = [];
            addEventListener('message', e => said.push(e.data));
            addEventListener('load', () => setTimeout(() => {
              const plain = document.getElementById('plain').contentDocument;
              const inked = plot => [...plot.querySelectorAll('path:not(.rule)')].some(p => p.getTotalLength() > 100);
              const shows = element => getComputedStyle(element).display !== 'none';
              said.push('plain DRAWN=' + plain.querySelectorAll('canvas').length
                  + ' STILL=' + [...plain.querySelectorAll('.plot')].filter(inked).length
                  + ' PLACES=' + [...plain.querySelectorAll('.scripted')].filter(shows).length
                  + ' WIDE=' + (plain.documentElement.scrollWidth > plain.defaultView.innerWidth)
                  + ' TABLES=' + (plain.querySelectorAll('table').length > 8) + '.');
              document.body.innerText = said.join(' ');
            }, 1500));
            </script>
            <body>
            <iframe name="wide" src="report.html" style="width:1000px;height:900px"></iframe>
            <iframe name="phone" src="report.html" style="width:390px;height:900px"></iframe>
            <iframe name="compared" src="compared.html" style="width:390px;height:900px"></iframe>
            <iframe id="plain" src="plain.html" sandbox="allow-same-origin" style="width:390px;height:900px"></iframe>
            """;

    @TempDir
    Path temp;

    @Test
    @DisplayName("N4 draws every chart, without an error and without asking for anything, also as wide as a phone; "
            + "where no script runs they are drawings, and everything stands in tables")
    void drawsEveryChart() throws Exception {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "NOT SHOWN HERE: the HTML report in a browser, for want of chromium");
        String report = HtmlReport.of(LoadResults.minute());
        Comparison compared = new Comparison(List.of(
                RunSummaries.of("before", LoadResults.minute()), RunSummaries.of("after", LoadResults.passed())));
        Files.writeString(temp.resolve("plain.html"), report);
        Files.writeString(temp.resolve("report.html"), watched(report));
        Files.writeString(temp.resolve("compared.html"), watched(ComparisonViews.html(compared)));
        Path around = Files.writeString(temp.resolve("around.html"), AROUND);

        assertThat(shown(chromium.get(), around))
                .contains(
                        "wide DRAWN=5 WIDE=false STILL=0 WRONG=[].",
                        "phone DRAWN=5 WIDE=false STILL=0 WRONG=[].",
                        "compared DRAWN=3 WIDE=false STILL=0 WRONG=[].",
                        "plain DRAWN=0 STILL=5 PLACES=0 WIDE=false TABLES=true.");
    }

    private static String watched(String page) {
        return page.replace("<style>", WATCH + "<style>").replace("</body>", TELL + "</body>");
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String shown(Path chromium, Path page) throws IOException, InterruptedException {
        Path dom = temp.resolve("dom");
        Process browser = new ProcessBuilder(List.of(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + temp.resolve("profile"),
                        "--allow-file-access-from-files",
                        "--window-size=1200,900",
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return Files.readString(dom, StandardCharsets.UTF_8);
    }
}
