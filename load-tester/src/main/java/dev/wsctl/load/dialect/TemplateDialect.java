package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server described by templates, as they stand in a plan or configuration file. Placeholders: {@code {target}} the URL
 * given on the command line, {@code {room}}, {@code {name}} and {@code {username}} (the same), {@code {n}} the
 * connection's number, {@code {text}} the message in {@code send}. None of their values needs escaping.
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

    private static final String TEXT = "{text}";

    /**
     * Every text frame is a message and comes back to all it concerns: a broadcast server, or an echo server with as
     * many rooms as connections.
     */
    public static final TemplateDialect RAW =
            new TemplateDialect("raw", "{target}", "", List.of(), Optional.empty(), TEXT, Optional.empty());

    /** @throws PlanException if {@code send} doesn't carry the text, or a keep-alive has no period */
    public TemplateDialect {
        join = List.copyOf(join);
        if (send.indexOf(TEXT) < 0 || send.indexOf(TEXT) != send.lastIndexOf(TEXT)) {
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
        String filled = fill(url, member);
        try {
            return URI.create(filled);
        } catch (IllegalArgumentException e) {
            throw new PlanException(
                    "dialect " + name + ": its url does not make a URL: " + url, "Start it with {target}.");
        }
    }

    @Override
    public List<String> joinFrames(Member member) {
        return join.stream().map(frame -> fill(frame, member)).toList();
    }

    @Override
    public Optional<String> joinedText() {
        return joined;
    }

    @Override
    public Envelope envelope(Member member) {
        int text = send.indexOf(TEXT);
        return new Envelope(fill(send.substring(0, text), member), fill(send.substring(text + TEXT.length()), member));
    }

    @Override
    public Optional<KeepAlive> keepAlive(Member member) {
        return keepAlive.map(k -> new KeepAlive(fill(k.frame(), member), k.every()));
    }

    private static String fill(String template, Member member) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        return template.replace("{target}", member.target().toString())
                .replace("{room}", member.room())
                .replace("{username}", member.name())
                .replace("{name}", member.name())
                .replace("{n}", Integer.toString(member.number()));
    }
}
