package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server described by templates, as they stand in a plan or configuration file. Placeholders: {@code {target}} the URL
 * given on the command line, {@code {room}}, {@code {name}} and {@code {username}} (the same), {@code {n}} the
 * connection's number, {@code {data.COLUMN}} a column of its row of data, {@code {text}} the message in {@code send}.
 *
 * @param url what a member opens, usually {@code {target}}
 * @param subprotocol empty: none
 * @param join frames sent after opening
 * @param joined text a received frame must contain before the member counts; absent: at once
 * @param send the frame that sends a message, with {@code {text}} exactly once
 */
public record TemplateDialect(
        String name,
        String url,
        String subprotocol,
        List<String> join,
        Optional<String> joined,
        String send,
        Optional<KeepAlive> keepAlive)
        implements Dialect {

    /**
     * Every text frame is a message and comes back to all it concerns: a broadcast server, or an echo server with as
     * many rooms as connections.
     */
    public static final TemplateDialect RAW = new TemplateDialect(
            "raw", "{target}", "", List.of(), Optional.empty(), Placeholders.TEXT, Optional.empty());

    /** @throws PlanException if {@code send} doesn't carry the text, or a keep-alive has no period */
    public TemplateDialect {
        join = List.copyOf(join);
        if (!Placeholders.carriesText(send)) {
            throw new PlanException(
                    "dialect " + name + ": send must contain {text} exactly once",
                    "For example send: '{\"type\":\"chat\",\"text\":\"{text}\"}'.");
        }
        if (joined.isPresent() && joined.get().isEmpty()) {
            throw new PlanException(
                    "dialect " + name + ": joined is empty", "Leave it out to count as joined at once.");
        }
        if (keepAlive.isPresent() && keepAlive.get().every().toMillis() < 100) {
            throw new PlanException(
                    "dialect " + name + ": keepalive must be at least 100 ms apart", "For example every: 25s.");
        }
    }

    @Override
    public URI url(Member member) {
        String filled = Placeholders.fillUrl(url, member);
        try {
            return URI.create(filled);
        } catch (IllegalArgumentException e) {
            throw new PlanException(
                    "dialect " + name + ": its url does not make a URL: " + url, "Start it with {target}.");
        }
    }

    @Override
    public List<String> joinFrames(Member member) {
        return join.stream().map(frame -> Placeholders.fill(frame, member)).toList();
    }

    @Override
    public Optional<String> joinedText() {
        return joined;
    }

    @Override
    public Envelope envelope(Member member) {
        return Placeholders.around(send, member);
    }

    @Override
    public Optional<KeepAlive> keepAlive(Member member) {
        return keepAlive.map(k -> new KeepAlive(Placeholders.fill(k.frame(), member), k.every()));
    }
}
