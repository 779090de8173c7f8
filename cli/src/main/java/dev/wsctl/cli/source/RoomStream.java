package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Payload;
import dev.wsctl.cli.model.ReplayReport;
import dev.wsctl.cli.model.ReplayReport.Entry;
import dev.wsctl.cli.model.ReplayReport.Trimmed;
import dev.wsctl.cli.payload.Payloads;
import dev.wsctl.cli.source.resp.RespError;
import dev.wsctl.cli.source.resp.RespReader;
import dev.wsctl.server.broker.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the stream of a room (docs/protocol.md) in pages; never more than was asked for, and never all of it at once. */
public final class RoomStream {
    private static final int PAGE = 200;

    /** How far back a message's id is looked for. */
    private static final int FURTHEST = 10_000;

    private static final Pattern STREAM_ID = Pattern.compile("\\d{1,19}(-\\d{1,19})?");

    private final RedisNode node;
    private final String room;
    private final String channel;
    private final String key;
    private final @Nullable Sealing sealing;
    private final int limit;

    /** @param sealing opens what is encrypted; null without keys */
    public RoomStream(
            RedisSource source, RedisNode any, String prefix, String room, int limit, @Nullable Sealing sealing) {
        this.room = room;
        this.channel = prefix + ":" + room;
        // In a cluster it sits in the slot of the room's channel.
        String tagged = "stream:{" + channel + "}";
        this.key = source.owner(tagged, any).isPresent() ? tagged : "stream:" + channel;
        this.node = source.ownerOf(key, any);
        this.limit = limit;
        this.sealing = sealing;
    }

    /** The newest entries, oldest first. */
    public ReplayReport newest() {
        List<Entry> entries = new ArrayList<>();
        String end = "+";
        boolean more = true;
        while (more && entries.size() <= limit) {
            List<Entry> page = page("XREVRANGE", end, "-", Math.min(PAGE, limit + 1 - entries.size()));
            entries.addAll(page);
            more = !page.isEmpty();
            end = more ? "(" + page.get(page.size() - 1).id() : end;
        }
        List<Entry> shown = new ArrayList<>(entries.subList(0, Math.min(limit, entries.size())));
        Collections.reverse(shown);
        return report("", Trimmed.NO, shown, false);
    }

    /** What was written within that time, by Redis' clock. */
    public ReplayReport since(Duration age) {
        long from = Math.max(0, node.clockMillis() - age.toMillis());
        Bounds bounds = bounds();
        Trimmed trimmed = bounds.first != null && bounds.first.toEpochMilli() > from ? bounds.cut() : Trimmed.NO;
        return forward(Long.toString(from), "since " + Instant.ofEpochMilli(from), trimmed);
    }

    /** @param lastId of an entry of the stream, or of a message */
    public ReplayReport after(String lastId) {
        String id = STREAM_ID.matcher(lastId).matches() ? lastId : entryOf(lastId);
        boolean known = !page("XRANGE", id, id, 1).isEmpty();
        Bounds bounds = bounds();
        boolean before = bounds.first != null && millis(id) < bounds.first.toEpochMilli();
        return forward("(" + id, "after " + lastId, known || !before ? Trimmed.NO : bounds.cut());
    }

    private ReplayReport forward(String from, String asked, Trimmed trimmed) {
        List<Entry> entries = new ArrayList<>();
        String start = from;
        boolean more = true;
        while (more && entries.size() <= limit) {
            List<Entry> page = page("XRANGE", start, "+", Math.min(PAGE, limit + 1 - entries.size()));
            entries.addAll(page);
            more = !page.isEmpty();
            start = more ? "(" + page.get(page.size() - 1).id() : start;
        }
        boolean cut = entries.size() > limit;
        return report(asked, trimmed, cut ? entries.subList(0, limit) : entries, cut);
    }

    private ReplayReport report(String asked, Trimmed trimmed, List<Entry> entries, boolean more) {
        Bounds bounds = bounds();
        return new ReplayReport(
                node.target().display(),
                room,
                key,
                bounds.length,
                bounds.first,
                asked,
                trimmed,
                entries,
                more,
                List.of());
    }

    /** @param added entries ever added; −1 where Redis does not tell */
    private record Bounds(long length, @Nullable Instant first, long added) {
        Trimmed cut() {
            return added < 0 ? Trimmed.UNKNOWN : added > length ? Trimmed.YES : Trimmed.NO;
        }
    }

    private Bounds bounds() {
        Object reply = node.callAll(List.<String[]>of(new String[] {"XINFO", "STREAM", key}))
                .get(0);
        if (reply instanceof RespError error) {
            if (error.message().contains("no such key")) {
                return new Bounds(0, null, 0);
            }
            throw refused(error);
        }
        long length = 0;
        long added = -1;
        Instant first = null;
        if (reply instanceof List<?> fields) {
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                Object value = fields.get(i + 1);
                switch (String.valueOf(fields.get(i))) {
                    case "length" -> length = value instanceof Long number ? number : 0;
                    case "entries-added" -> added = value instanceof Long number ? number : -1;
                    case "first-entry" ->
                        first = value instanceof List<?> entry && !entry.isEmpty()
                                ? Instant.ofEpochMilli(millis(String.valueOf(entry.get(0))))
                                : null;
                    default -> {}
                }
            }
        }
        return new Bounds(length, first, added);
    }

    private RedisFailure refused(RespError error) {
        return error.kind().equals("NOPERM")
                ? node.forbidden("the streams stream:*", "'%R~stream:*' +xrange +xrevrange +xinfo|stream")
                : node.failure(error, "XINFO", key);
    }

    /** The entry of the message with that id, looked for from the end. */
    private String entryOf(String messageId) {
        String wanted = "\"id\":\"" + messageId + "\"";
        String end = "+";
        for (int seen = 0; seen < FURTHEST; seen += PAGE) {
            List<Entry> page = page("XREVRANGE", end, "-", PAGE);
            for (Entry entry : page) {
                Payload payload = entry.payload();
                if (payload != null && payload.text().contains(wanted)) {
                    return entry.id();
                }
            }
            if (page.isEmpty()) {
                break;
            }
            end = "(" + page.get(page.size() - 1).id();
        }
        throw new WsctlException(
                ExitCode.UNKNOWN,
                "no message " + messageId + " among the newest " + FURTHEST + " entries of " + key,
                "--since TIME; it was trimmed, is of another room, or is encrypted by a key that was not given");
    }

    private List<Entry> page(String command, String from, String to, int count) {
        try {
            node.connection().send(command, key, from, to, "COUNT", Integer.toString(count));
            RespReader reader = node.connection().reader();
            int entries = reader.arrayHeader(node.deadline());
            List<Entry> page = new ArrayList<>();
            for (int i = 0; i < entries; i++) {
                page.add(entry(reader));
            }
            return page;
        } catch (IOException e) {
            throw node.failure(e, command);
        }
    }

    private Entry entry(RespReader reader) throws IOException {
        reader.arrayHeader(node.deadline());
        String id = reader.bulk(node.deadline()).text();
        Instant time = Instant.ofEpochMilli(millis(id));
        int fields = reader.arrayHeader(node.deadline());
        Entry entry = new Entry(id, time, null, "", false);
        for (int i = 0; i + 1 < fields; i += 2) {
            String name = reader.bulk(node.deadline()).text();
            byte[] value = reader.bytes(node.deadline());
            if (value != null && name.equals("data")) {
                byte[] open = sealing == null ? null : sealing.open(channel, value);
                entry = new Entry(id, time, Payloads.decode(channel, open == null ? value : open), "", open != null);
            } else if (value != null && name.equals("unrecorded_on")) {
                entry = new Entry(id, time, null, new String(value, StandardCharsets.UTF_8), false);
            }
        }
        return entry;
    }

    private static long millis(String id) {
        int dash = id.indexOf('-');
        return Long.parseLong(dash < 0 ? id : id.substring(0, dash));
    }
}
