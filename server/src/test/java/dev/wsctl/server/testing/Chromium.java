package dev.wsctl.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real browser without a window, driven over its DevTools protocol. Taken from {@code -Dwsctl.test.chromium=PATH} or
 * the PATH. Ends with {@link #close}; its profile goes with it.
 */
public final class Chromium implements AutoCloseable {

    private static final int DEADLINE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANNOUNCEMENT = "DevTools listening on ";

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Tab> tabs = new ConcurrentHashMap<>();

    private Chromium(Process process, Path profile, URI devTools) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(devTools, new Receiver())
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Where one is installed; empty if none is. */
    public static Optional<Path> find() {
        String given = System.getProperty("wsctl.test.chromium");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Chromium start(Path executable) throws IOException {
        Path profile = Files.createTempDirectory("wsctl-chromium");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            if (line.startsWith(ANNOUNCEMENT)) {
                drain(err);
                return new Chromium(process, profile, URI.create(line.substring(ANNOUNCEMENT.length())));
            }
            said.add(line);
        }
        process.destroyForcibly();
        throw new IOException("chromium did not start: " + said);
    }

    /** A full pipe would stop the browser. */
    private static void drain(BufferedReader err) {
        Thread reader = new Thread(
                () -> {
                    try {
                        while (err.readLine() != null) {
                            // Not of interest.
                        }
                    } catch (IOException ended) {
                        // With the browser.
                    }
                },
                "chromium-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    /** A tab of its own, with its own session storage, as large as a phone or a desktop. */
    public Tab open(URI page, int width, int height) {
        String target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        String session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        Tab tab = new Tab(session);
        tabs.put(session, tab);
        tab.call("Runtime.enable", Map.of());
        tab.call("Log.enable", Map.of());
        tab.call("Page.enable", Map.of());
        tab.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        // Otherwise only the tab in front has the focus.
        tab.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        tab.call("Page.navigate", Map.of("url", page.toString()));
        return tab;
    }

    private JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
        request.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            request.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        synchronized (socket) {
            socket.sendText(request.toString(), true).join();
        }
        JsonNode message = answer.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
        if (message.has("error")) {
            throw new IllegalStateException(method + ": " + message.get("error"));
        }
        return message.get("result");
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer =
                    waiting.remove(message.get("id").asInt());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        Tab tab = tabs.get(message.path("sessionId").asText());
        if (tab != null) {
            tab.event(message.get("method").asText(), message.get("params"));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException leftToTheSystem) {
            // A helper process may still write into it.
        }
    }

    /** One page, as its user sees it. */
    public final class Tab {

        private final String session;
        private final List<String> problems = java.util.Collections.synchronizedList(new ArrayList<>());

        private Tab(String session) {
            this.session = session;
        }

        private JsonNode call(String method, Map<String, ?> parameters) {
            return Chromium.this.call(session, method, parameters);
        }

        private void event(String method, JsonNode parameters) {
            switch (method) {
                case "Runtime.exceptionThrown" -> problems.add("exception: " + parameters);
                case "Runtime.consoleAPICalled" -> {
                    if (parameters.get("type").asText().matches("error|warning|assert")) {
                        problems.add("console: " + parameters.get("args"));
                    }
                }
                case "Log.entryAdded" -> {
                    JsonNode entry = parameters.get("entry");
                    if (entry.get("level").asText().equals("error")) {
                        problems.add(entry.get("source").asText() + ": "
                                + entry.get("text").asText());
                    }
                }
                default -> {}
            }
        }

        /** Exceptions, console errors and what the browser itself complains of, as of now. */
        public List<String> problems() {
            return List.copyOf(problems);
        }

        /** @return the value of an expression, as text */
        public String value(String expression) {
            JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
            if (result.has("exceptionDetails")) {
                throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
            }
            return result.get("result").path("value").asText();
        }

        /** Types into whatever has the focus. */
        public void type(String text) {
            call("Input.insertText", Map.of("text", text));
        }

        /** @param key such as {@code Enter} or {@code Tab} */
        public void press(String key) {
            int code = key.equals("Enter") ? 13 : 9;
            String text = key.equals("Enter") ? "\r" : "";
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
        }

        public void emulateDarkMode() {
            call(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        }

        public void screenshot(Path png) throws IOException {
            String data = call("Page.captureScreenshot", Map.of("format", "png"))
                    .get("data")
                    .asText();
            Files.write(png, Base64.getDecoder().decode(data));
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                try {
                    received(JSON.readTree(partial.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
