package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.connect.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectViewsTest {
    private static final Instant TIME = Instant.parse("2026-11-21T14:03:07.045Z");
    private static final List<Event> EVENTS = List.of(
            new Event.Opened(TIME, "ws://10.0.0.7:8001/ws", Duration.ofMillis(12), ""),
            new Event.Received(TIME, "{\"type\":\"joined\"}", null, true),
            new Event.Joined(TIME, "lobby", Duration.ofMillis(3)),
            new Event.Received(TIME, "{\"text\":\"hi\",\"n\":-1.5,\"ok\":true}", Duration.ofNanos(1_240_000), false),
            new Event.Received(TIME, "plain \u001b[2J text", null, false),
            new Event.Bytes(TIME, 40, "00ff"),
            new Event.Pong(TIME, Duration.ofNanos(800_000)),
            new Event.Closed(TIME, 1012, "bye", true));

    private static String all(Format format, boolean colour) {
        return all(format, colour, 80);
    }

    private static String all(Format format, boolean colour, int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Views<Event> views = ConnectViews.all(ZoneOffset.UTC);
        for (Event event : EVENTS) {
            views.write(event, format, new Page(out, width, colour, Page.Detail.NORMAL), out);
            out.flush();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("what happens on a connection, for people")
    void human() {
        Golden.matches("connect.txt", all(Format.HUMAN, false));
        Golden.matches("connect-120.txt", all(Format.HUMAN, false, 120));
    }

    @Test
    @DisplayName("wsctl/connect/v1, a document a line")
    void ndjson() {
        Golden.matches("connect.ndjson", all(Format.NDJSON, false));
    }

    @Test
    @DisplayName("names, strings and numbers of JSON differ in colour; nothing received can steer the terminal")
    void colour() {
        String shown = all(Format.HUMAN, true);

        assertThat(shown)
                .contains("\u001b[36m\"text\"\u001b[0m:\u001b[32m\"hi\"\u001b[0m", "\u001b[33m-1.5\u001b[0m")
                .doesNotContain("\u001b[2J");
    }

    @Test
    @DisplayName("the JSON of a Socket.IO packet is coloured, too; what is no JSON is left alone")
    void packets() {
        Page page = new Page(System.out, 80, true, Page.Detail.NORMAL);

        assertThat(JsonPaint.of("42/chat,[\"say\"]", page)).contains("\u001b[2m42/chat,\u001b[0m[\u001b[32m\"say\"");
        assertThat(JsonPaint.of("12 o'clock", page)).isEqualTo("12 o'clock");
        assertThat(JsonPaint.of("{\"open", page)).contains("\"open");
    }
}
