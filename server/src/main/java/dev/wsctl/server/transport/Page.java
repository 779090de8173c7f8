package dev.wsctl.server.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page at {@code /} to chat by hand, from the resources of this jar. The browser may load and run nothing else. */
final class Page {

    private static final String FOLDER = "/dev/wsctl/server/page/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** No inline script or style, nothing from elsewhere, no frame around it; 'self' includes its WebSocket. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, HttpAnswer> ANSWERS = Map.of(
                    "/", "index.html",
                    "/assets/page.css", "page.css",
                    "/assets/icon.svg", "icon.svg",
                    "/assets/page.js", "page.js",
                    "/assets/view.js", "view.js",
                    "/assets/members.js", "members.js",
                    "/assets/connection.js", "connection.js")
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> load(entry.getValue())));

    private Page() {}

    private static HttpAnswer load(String file) {
        try (InputStream in = Page.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + FOLDER + file);
            }
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
            return new HttpAnswer(200, type, body)
                    .with("content-security-policy", POLICY)
                    .with("referrer-policy", "no-referrer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return null if the path is not the page's */
    static @Nullable HttpAnswer at(String path) {
        return ANSWERS.get(path);
    }
}
