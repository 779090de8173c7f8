package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Payload;
import java.time.Instant;
import java.time.ZoneId;

/** One message on one line: when, where, what, from whom, and as much of its content as fits. */
final class MessageLine {
    private MessageLine() {}

    /** @param where channel, room or id */
    static void print(Page page, ZoneId zone, Instant time, String where, Payload payload) {
        StringBuilder head = new StringBuilder(clock(time, zone)).append("  ").append(Printable.of(where));
        String type = payload.type().isEmpty() ? payload.encoding().word() : payload.type();
        head.append("  ").append(Printable.of(type));
        if (!payload.instance().isEmpty()) {
            head.append("  ").append(Printable.of(payload.instance()));
        }
        String text = Printable.of(payload.brief());
        if (page.verbose()) {
            page.line(head + "  " + Printable.of(payload.text()));
            return;
        }
        int left = page.width() - head.codePointCount(0, head.length()) - 2;
        // Where the head alone fills the line, the content gets one of its own.
        if (left < 20) {
            page.line(cut(head.toString(), page.width()));
            page.line("    " + cut(text, page.width() - 4));
        } else {
            page.line(head + "  " + cut(text, left));
        }
    }

    /** {@code 14:03:07.042}. */
    static String clock(Instant time, ZoneId zone) {
        int millis = (int) Math.floorMod(time.toEpochMilli(), 1_000L);
        return TimeOfDay.of(time, zone) + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis;
    }

    static void json(Payload payload, JsonObject json) {
        json.text("framework", payload.framework().isEmpty() ? null : payload.framework())
                .text("encoding", payload.encoding().word())
                .text("type", payload.type().isEmpty() ? null : payload.type())
                .text("room", payload.room().isEmpty() ? null : payload.room())
                .text("instance", payload.instance().isEmpty() ? null : payload.instance())
                .text("text", payload.text());
    }

    private static String cut(String text, int width) {
        return text.codePointCount(0, text.length()) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
