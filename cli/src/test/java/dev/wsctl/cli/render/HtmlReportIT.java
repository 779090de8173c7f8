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
    private static final String TELL = """
            <script>
            setTimeout(() => {
              const drawn = [...document.querySelectorAll('canvas')].filter(c =>
                  c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v !== 0)).length;
              const wide = document.documentElement.scrollWidth > innerWidth;
              document.body.innerHTML = 'DRAWN=' + drawn + ' WIDE=' + wide + ' WRONG=' + JSON.stringify(wrong) + '.';
            }, 500);
            </script>
            """;

    @TempDir
    Path temp;

    @Test
    @DisplayName("N4 draws every chart, without an error and without asking for anything, also as wide as a phone")
    void drawsEveryChart() throws Exception {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "NOT SHOWN HERE: the HTML report in a browser, for want of chromium");
        Path page = temp.resolve("report.html");
        Files.writeString(
                page,
                HtmlReport.of(LoadResults.minute())
                        .replace("<style>", WATCH + "<style>")
                        .replace("</body>", TELL + "</body>"));

        assertThat(shown(chromium.get(), page, 1000)).contains("DRAWN=5 WIDE=false WRONG=[].");
        assertThat(shown(chromium.get(), page, 500)).contains("DRAWN=5 WIDE=false WRONG=[].");
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String shown(Path chromium, Path page, int width) throws IOException, InterruptedException {
        Path dom = temp.resolve("dom-" + width);
        Process browser = new ProcessBuilder(List.of(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + temp.resolve("profile-" + width),
                        "--window-size=" + width + ",900",
                        "--virtual-time-budget=3000",
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
