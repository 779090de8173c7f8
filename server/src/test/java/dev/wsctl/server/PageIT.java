package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.testing.Chromium;
import dev.wsctl.server.testing.Chromium.Tab;
import dev.wsctl.server.testing.RedisForTests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The page at {@code /} in a real browser. Where none is installed these tests say so and are skipped. {@code
 * -Dwsctl.test.screenshots=FOLDER} leaves pictures.
 */
class PageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static @Nullable Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Path executable = Chromium.find().orElse(null);
        if (executable == null) {
            String absent = "NO BROWSER: the page is not tested (install chromium, or -Dwsctl.test.chromium=PATH)";
            System.err.println(absent);
            Assumptions.abort(absent);
        }
        browser = Chromium.start(executable);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Tab open(Server server, int width, int height) {
        if (browser == null) {
            throw new IllegalStateException("no browser");
        }
        return browser.open(URI.create(server.httpUri() + "/?room=lobby"), width, height);
    }

    private static void awaitValue(Tab tab, String expression, String expected) {
        await().atMost(PATIENCE)
                // Between two pages, and before the new one has a body, there is nothing to ask.
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(() -> assertThat(tab.value(expression))
                        .as("%s, browser says %s", expression, tab.problems())
                        .contains(expected));
    }

    /** With the keyboard alone: the name has the focus, Enter joins. */
    private static void join(Tab tab, String name) {
        awaitValue(tab, "document.activeElement.id", "name");
        tab.value("document.activeElement.select()");
        tab.type(name);
        tab.press("Enter");
        awaitValue(tab, "document.getElementById('state').dataset.state", "open");
        awaitValue(tab, "document.activeElement.id", "text");
    }

    private static void say(Tab tab, String text) {
        tab.type(text);
        tab.press("Enter");
    }

    private static void awaitLog(Tab tab, String text) {
        awaitValue(tab, "document.getElementById('log').innerText", text);
    }

    private static void picture(Tab tab, String name) throws Exception {
        String folder = System.getProperty("wsctl.test.screenshots");
        if (folder != null) {
            Files.createDirectories(Path.of(folder));
            tab.screenshot(Path.of(folder, name + ".png"));
        }
    }

    @Test
    @DisplayName(
            "two tabs chat by keyboard, on a phone and on a desktop, and see each other; the browser has no complaint")
    void twoTabsChat() throws Exception {
        try (Server server = TestServers.start("--instance-id=page-a")) {
            Tab phone = open(server, 390, 844);
            Tab desktop = open(server, 1280, 800);
            picture(phone, "phone-entrance");
            join(phone, "ada");
            join(desktop, "bob");
            awaitValue(phone, "document.getElementById('state-text').innerText", "connected to page-a");
            awaitValue(phone, "document.getElementById('who-list').textContent", "bob");
            awaitValue(desktop, "document.getElementById('who-list').textContent", "bob (you)");

            say(phone, "hello <b>bob</b>");
            awaitLog(desktop, "hello <b>bob</b>");
            say(desktop, "hello ada, " + "a longer line that has to wrap on a phone ".repeat(4));
            awaitLog(phone, "hello ada");
            await().atMost(PATIENCE)
                    .until(() -> phone.value("document.querySelectorAll('.pending').length")
                            .equals("0"));
            assertThat(phone.value("document.querySelectorAll('#log b b').length"))
                    .isEqualTo("0");
            assertThat(phone.value("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
            picture(phone, "phone-chat");
            picture(desktop, "desktop-chat");
            desktop.emulateDarkMode();
            picture(desktop, "desktop-dark");

            assertThat(phone.problems()).isEmpty();
            assertThat(desktop.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "when the instance restarts the page waits, says why, connects again by itself, resumes its session, and"
                    + " goes on")
    void itConnectsAgainAfterARestart() throws Exception {
        try (RedisForTests redis = RedisForTests.start()) {
            Server first = TestServers.start("--instance-id=before", "--redis=" + redis.url());
            TestServers.awaitRedis(first);
            int port = first.address().getPort();
            Tab tab = open(first, 1280, 800);
            join(tab, "ada");
            first.close();
            awaitValue(tab, "document.getElementById('state').dataset.state", "waiting");
            awaitLog(tab, "before is shutting down");
            awaitValue(tab, "document.getElementById('state-text').innerText", "the server is out of reach");
            picture(tab, "desktop-waiting");
            say(tab, "unheard");
            awaitLog(tab, "Not connected: the message was not sent");
            tab.value("document.getElementById('text').value = ''");
            try (Server second = TestServers.start("--instance-id=after", "--port=" + port, "--redis=" + redis.url())) {
                awaitValue(tab, "document.getElementById('state-text').innerText", "connected to after");
                awaitLog(tab, "connected to after, session resumed");
                say(tab, "still here");
                awaitLog(tab, "still here");
                assertThat(second.address().getPort()).isEqualTo(port);
            }
            // The browser itself reports attempts to connect while nobody listens.
            assertThat(tab.problems())
                    .allMatch(problem -> problem.startsWith("network: ") || problem.contains("WebSocket"));
        }
    }

    @Test
    @DisplayName("a server that is well but refuses the connection is told apart from one that is out of reach")
    void aRefusalIsToldAsSuch() throws Exception {
        try (Server server = TestServers.start("--max-connections=1");
                TestClient only = TestClient.join(server, "lobby", "first")) {
            only.next("joined");
            Tab tab = open(server, 1280, 800);
            awaitValue(tab, "document.activeElement.id", "name");
            tab.press("Enter");
            awaitValue(tab, "document.getElementById('state-text').innerText", "refuses this connection");
        }
    }

    @Test
    @DisplayName(
            "names and texts of other scripts stand in their own direction and turn nothing round beside them; the room"
                    + " is the address's; a name of blanks is none")
    void otherScriptsAndAddresses() throws Exception {
        try (Server server = TestServers.start("--instance-id=page-a");
                TestClient other = TestClient.join(server, "lobby", "\u05d3\u05e0\u05d4\u202e")) {
            Tab tab = open(server, 390, 844);
            awaitValue(tab, "document.activeElement.id", "name");
            tab.value("document.activeElement.select()");
            tab.type("   ");
            tab.press("Enter");
            assertThat(tab.value("document.getElementById('chat').hidden")).isEqualTo("true");
            join(tab, "ada");
            other.say("\u05e9\u05dc\u05d5\u05dd, world");
            awaitLog(tab, "world");
            assertThat(tab.value("getComputedStyle(document.querySelector('.message p')).direction"))
                    .isEqualTo("rtl");
            assertThat(tab.value("document.querySelector('.message .by bdi').textContent"))
                    .contains("\u202e");
            awaitValue(tab, "document.querySelectorAll('#who-list li bdi').length", "2");
            picture(tab, "phone-other-script");

            tab.value("location.search = '?room=elsewhere'");
            awaitValue(tab, "document.title", "#elsewhere");
            awaitValue(tab, "document.getElementById('state').dataset.state", "open");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("the page comes with a policy that allows nothing inline and nothing from elsewhere")
    void thePolicyIsStrict() throws Exception {
        try (Server server = TestServers.start()) {
            for (String path : List.of("/", "/assets/page.js", "/assets/page.css", "/assets/connection.js")) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(server.httpUri().resolve(path))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("content-security-policy"))
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                                .doesNotContain("unsafe"));
                assertThat(answer.headers().firstValue("x-content-type-options"))
                        .contains("nosniff");
                assertThat(answer.body()).doesNotContain(" style=", " onclick=", "<script>");
            }
            assertThat(HttpProbe.get(server, "/assets/../logback.xml").status()).isEqualTo(404);
        }
    }
}
