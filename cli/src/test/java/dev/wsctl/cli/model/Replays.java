package dev.wsctl.cli.model;

import dev.wsctl.cli.model.Payload.Encoding;
import dev.wsctl.cli.model.ReplayReport.Entry;
import dev.wsctl.cli.model.ReplayReport.Trimmed;
import java.time.Instant;
import java.util.List;

/** Streams to judge and to render. */
public final class Replays {
    private static final Instant TIME = Instant.parse("2026-11-21T10:00:01.042Z");

    public static final Entry MESSAGE = new Entry(
            "1795255201042-0",
            TIME,
            new Payload(
                    "wsctl server",
                    Encoding.JSON,
                    "chat_message",
                    "lobby",
                    "chat-a",
                    "{\"type\":\"chat_message\",\"id\":\"chat-a-17-2\",\"text\":\"evil \u001b[2J text\u202e\"}"),
            "",
            false);

    public static final Entry SEALED = new Entry(
            "1795255201042-1",
            TIME,
            new Payload("wsctl server", Encoding.ENCRYPTED, "", "", "", "key 0badcafe"),
            "",
            false);

    public static final Entry GAP = new Entry("1795255201042-2", TIME, null, "chat-b", false);

    private Replays() {}

    public static ReplayReport report(long length, Trimmed trimmed, boolean more, Entry... entries) {
        return new ReplayReport(
                "redis://127.0.0.1:6379/0",
                "lobby",
                "stream:chat:lobby",
                length,
                length == 0 ? null : TIME.minusSeconds(60),
                trimmed == Trimmed.NO ? "" : "since 2026-11-21T09:55:00Z",
                trimmed,
                List.of(entries),
                more,
                List.of());
    }
}
