package dev.wsctl.cli.render;

import dev.wsctl.cli.connect.CloseMeaning;
import dev.wsctl.cli.connect.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** {@code connect} for people and programs: one event at a time. */
public final class ConnectViews {
    /** How wide the time of day is, with what follows it. */
    private static final int TIME = 14;

    private ConnectViews() {}

    /** @param zone the reader's, for the time of day */
    public static Views<Event> all(ZoneId zone) {
        return new Views<>(
                "wsctl/connect/v1",
                (event, page) -> {
                    String line = line(event, page, zone);
                    if (!line.isEmpty()) {
                        page.line(line);
                    }
                },
                ConnectViews::json);
    }

    /** A line with the time and, where there is one, the round trip; more where prose needs it; empty for what only verbose output shows. */
    public static String line(Event event, Page page, ZoneId zone) {
        if (event instanceof Event.Received received && received.housekeeping() && !page.verbose()) {
            return "";
        }
        return page.paint(Style.DIM, time(event.time(), zone)) + "  " + text(event, page);
    }

    private static String text(Event event, Page page) {
        if (event instanceof Event.Received received) {
            return JsonPaint.of(received.text(), page) + elapsed(received.roundTrip(), page);
        }
        if (event instanceof Event.Opened opened) {
            return page.paint(Style.GOOD, "connected") + " to " + opened.url()
                    + (opened.subprotocol().isEmpty() ? "" : ", subprotocol " + Printable.of(opened.subprotocol()))
                    + elapsed(opened.took(), page);
        }
        if (event instanceof Event.Joined joined) {
            return page.paint(Style.GOOD, "joined")
                    + (joined.room().isEmpty() ? "" : " " + Printable.of(joined.room()))
                    + elapsed(joined.took(), page);
        }
        if (event instanceof Event.Bytes bytes) {
            return Units.count(bytes.length(), "byte") + ": " + bytes.hex()
                    + (bytes.hex().length() / 2 < bytes.length() ? "…" : "");
        }
        if (event instanceof Event.Pong pong) {
            return "pong" + elapsed(pong.roundTrip(), page);
        }
        return closed((Event.Closed) event, page);
    }

    private static String closed(Event.Closed closed, Page page) {
        CloseMeaning meaning = CloseMeaning.of(closed.code());
        Style style = CloseMeaning.normal(closed.code()) ? Style.GOOD : Style.BAD;
        String text = (closed.byServer() ? "closed by the server: " : "closed: ") + closed.code() + ", "
                + meaning.meaning()
                + (closed.reason().isEmpty() ? "" : " (“" + Printable.of(closed.reason()) + "”)")
                + (closed.byServer() && !meaning.advice().isEmpty() ? "; " + meaning.advice() : "");
        String indented = String.join("\n" + " ".repeat(TIME), Wrap.at(text, page.width() - TIME));
        return page.paint(style, "closed") + indented.substring("closed".length());
    }

    private static String elapsed(@Nullable Duration time, Page page) {
        return time == null ? "" : "  " + page.paint(Style.BOLD, Units.latency(time.toNanos()));
    }

    private static String time(Instant time, ZoneId zone) {
        long millis = Math.floorMod(time.toEpochMilli(), 1000L);
        return TimeOfDay.of(time, zone) + "." + (millis < 100 ? "0" : "") + (millis < 10 ? "0" : "") + millis;
    }

    private static void json(Event event, JsonObject json) {
        json.text("time", event.time().toString());
        if (event instanceof Event.Opened opened) {
            json.text("event", "opened").text("url", opened.url()).text("subprotocol", opened.subprotocol());
            json.micros("took_us", opened.took().toNanos());
        } else if (event instanceof Event.Joined joined) {
            json.text("event", "joined").text("room", joined.room());
            json.micros("took_us", joined.took().toNanos());
        } else if (event instanceof Event.Received received) {
            json.text("event", "received").text("text", received.text());
            json.flag("housekeeping", received.housekeeping());
            roundTrip(received.roundTrip(), json);
        } else if (event instanceof Event.Bytes bytes) {
            json.text("event", "received_binary").number("length_bytes", bytes.length());
            json.text("first_bytes_hex", bytes.hex());
        } else if (event instanceof Event.Pong pong) {
            json.text("event", "pong");
            roundTrip(pong.roundTrip(), json);
        } else if (event instanceof Event.Closed closed) {
            CloseMeaning meaning = CloseMeaning.of(closed.code());
            json.text("event", "closed").number("code", closed.code()).text("reason", closed.reason());
            json.flag("by_server", closed.byServer());
            json.text("meaning", meaning.meaning()).text("advice", meaning.advice());
        }
    }

    private static void roundTrip(@Nullable Duration roundTrip, JsonObject json) {
        if (roundTrip == null) {
            json.text("round_trip_us", null);
        } else {
            json.micros("round_trip_us", roundTrip.toNanos());
        }
    }
}
