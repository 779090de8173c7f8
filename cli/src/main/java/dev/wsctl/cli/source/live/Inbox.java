package dev.wsctl.cli.source.live;

import dev.wsctl.cli.model.LiveMessage;
import dev.wsctl.cli.model.TailSummary;
import dev.wsctl.cli.payload.Payloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the feed's threads bring, counts it, and holds so much of it as one reader may be behind: bounded in
 * messages and bytes, and never blocking who brings.
 */
public final class Inbox implements LiveFeed.Receiver {
    private static final int MOST_EVENTS = 10_000;
    private static final long MOST_BYTES = 32L << 20;

    /** Channels counted by name; a thousand rooms are common, a million names are somebody's mistake. */
    private static final int MOST_CHANNELS = 100_000;

    /** What a reader takes out. */
    public sealed interface Event {
        /** A message that is not decoded yet: that is the reader's time, not Redis'. */
        final class Arrived implements Event {
            private final Instant time = Instant.now();
            private final String node;
            private final String channel;
            private final boolean shard;
            private final byte[] payload;

            private Arrived(String node, String channel, boolean shard, byte[] payload) {
                this.node = node;
                this.channel = channel;
                this.shard = shard;
                this.payload = payload;
            }

            public LiveMessage decoded() {
                return new LiveMessage(time, node, channel, shard, payload.length, Payloads.decode(channel, payload));
            }
        }

        record Gap(Instant time, String what) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MOST_EVENTS);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Map<String, long[]> channels = new HashMap<>();
    private final List<String> gaps = new ArrayList<>();
    private final boolean counting;
    private long received;
    private long bytes;
    private long overflow;
    private volatile String stopped = "";
    private volatile String unwatched = "";

    /** @param counting only counts: nothing is held to be taken */
    public Inbox(boolean counting) {
        this.counting = counting;
    }

    @Override
    public void message(String node, String channel, boolean shard, byte[] payload) {
        boolean fits = counting || waitingBytes.addAndGet(payload.length) <= MOST_BYTES;
        boolean taken = fits && (counting || events.offer(new Event.Arrived(node, channel, shard, payload)));
        if (!taken) {
            waitingBytes.addAndGet(-payload.length);
        }
        synchronized (this) {
            received++;
            bytes += payload.length;
            overflow += taken ? 0 : 1;
            long[] counts = channels.get(channel);
            if (counts == null && channels.size() < MOST_CHANNELS) {
                counts = new long[2];
                channels.put(channel, counts);
            }
            if (counts != null) {
                counts[0]++;
                counts[1] += payload.length;
            }
        }
    }

    @Override
    public synchronized void gap(String what) {
        gaps.add(what);
        if (!events.offer(new Event.Gap(Instant.now(), what))) {
            overflow++;
        }
    }

    @Override
    public void overloaded(String what) {
        stopped = what;
    }

    @Override
    public void unwatched(String why) {
        unwatched = why;
    }

    /** The next, or null when none came within the time. */
    public @Nullable Event take(long millis) throws InterruptedException {
        Event event = events.poll(millis, TimeUnit.MILLISECONDS);
        if (event instanceof Event.Arrived arrived) {
            waitingBytes.addAndGet(-arrived.payload.length);
        }
        return event;
    }

    /** Why the feed has stopped itself; empty while it has not. */
    public String stopped() {
        return stopped;
    }

    /** @param seen what the reader adds: matched, shown, over the rate */
    public synchronized TailSummary summary(TailSummary seen, int mostChannels) {
        List<TailSummary.Channel> busiest = channels.entrySet().stream()
                .map(entry -> new TailSummary.Channel(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .sorted((a, b) -> a.messages() != b.messages()
                        ? Long.compare(b.messages(), a.messages())
                        : a.name().compareTo(b.name()))
                .limit(mostChannels)
                .toList();
        return new TailSummary(
                seen.target(),
                seen.patterns(),
                seen.elapsed(),
                received,
                bytes,
                counting ? received : seen.matched(),
                seen.shown(),
                seen.overRate(),
                overflow,
                busiest,
                channels.size(),
                gaps,
                stopped,
                unwatched,
                List.of());
    }
}
