package dev.wsctl.cli.render;

import java.util.ArrayList;
import java.util.List;

/** What the keys of {@code top} do, and what its columns mean. */
final class TopHelp {
    private static final String TEXT = """
            wsctl top

              q, Ctrl-C      quit
              s, r           sort instances by the next column; the other way round
              /              show only what has this in its name; Esc shows all again
              Tab, up, down  go between instances and rooms, and along them (j, k)
              Enter, Esc     everything about this instance or room; back
              f              all findings with evidence and what to do; up, down scroll
              p, Space       pause: look at a moment for longer

              IN/S    messages from clients a second; with only a heartbeat: published
              OUT/S   deliveries to clients a second
              DELAY   from publish to receive, average of the last pings
              QUEUE   messages that wait for slow readers; needs METRICS_API_KEY
              BEAT    age of the last heartbeat, by Redis' clock
              MSG/S   messages of the room a second, where a stream records them
              unread  what Redis holds for subscribers that do not read it

              – is: not known. A gap in a curve, too.
            """;

    private TopHelp() {}

    static List<String> lines() {
        return new ArrayList<>(TEXT.lines().toList());
    }
}
