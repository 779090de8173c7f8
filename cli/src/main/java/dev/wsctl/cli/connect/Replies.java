package dev.wsctl.cli.connect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Tells which frames repeat what was sent, and how long after: the frame itself, or a JSON string in it. Anything less, like a
 * part of a text, would call somebody else's message a reply.
 */
final class Replies {
    private static final int MOST = 1000;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(String text, String quoted, long sentAtNanos) {}

    void sent(String text, long nowNanos) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
        }
        waiting.addLast(new Waiting(text, '"' + escaped(text) + '"', nowNanos));
    }

    /** Null when the frame repeats nothing that was sent. */
    @Nullable Duration roundTrip(String frame, long nowNanos) {
        Iterator<Waiting> oldest = waiting.iterator();
        while (oldest.hasNext()) {
            Waiting one = oldest.next();
            if (frame.equals(one.text()) || frame.contains(one.quoted())) {
                oldest.remove();
                return Duration.ofNanos(nowNanos - one.sentAtNanos());
            }
        }
        return null;
    }

    /** As it stands within quotation marks. */
    static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
