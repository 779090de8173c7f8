package dev.wsctl.cli.source.live;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.live.LiveFeed.Receiver;
import dev.wsctl.cli.source.resp.RespError;
import dev.wsctl.cli.source.resp.RespReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One subscribed connection: reads as fast as it can, is watched by another connection, and comes back when it is lost. */
final class Ear implements AutoCloseable {
    /** Silence is no failure: {@link BufferWatch} finds out when the connection is dead. */
    private static final Duration ANY_TIME = Duration.ofDays(365);

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Where it listens; asked anew for each connection, so that it follows a failover. */
    interface Place {
        RedisNode in(RedisSource source);
    }

    private final RedisTarget target;
    private final Duration timeout;
    private final long mostWaiting;
    private final Subscription subscription;
    private final Place place;
    private final Receiver receiver;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "wsctl-tail");
    private volatile @Nullable RedisSource open;
    private volatile boolean closed;

    Ear(
            RedisTarget target,
            Duration timeout,
            long mostWaiting,
            Subscription subscription,
            Place place,
            Receiver receiver) {
        this.target = target;
        this.timeout = timeout;
        this.mostWaiting = mostWaiting;
        this.subscription = subscription;
        this.place = place;
        this.receiver = receiver;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Completes when the first subscription stands, or fails as it failed. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    private void run() {
        long lostAt = 0;
        long pause = FIRST_PAUSE_MILLIS;
        String why = "";
        while (!closed) {
            try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
                open = source;
                RedisNode node = place.in(source);
                try (BufferWatch watch = new BufferWatch(source, node, timeout, mostWaiting, receiver, this::close)) {
                    subscribe(node);
                    watch.start();
                    if (lostAt != 0) {
                        receiver.gap(why + "; nothing was heard for " + seconds(System.nanoTime() - lostAt));
                    }
                    lostAt = 0;
                    pause = FIRST_PAUSE_MILLIS;
                    ready.complete(null);
                    why = listen(node);
                }
            } catch (WsctlException e) {
                if (ready.completeExceptionally(e)) {
                    return;
                }
                why = lostAt == 0 ? e.what() : why;
            }
            if (!closed) {
                lostAt = lostAt == 0 ? System.nanoTime() : lostAt;
                pause(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
        if (lostAt != 0) {
            receiver.gap(why + "; nothing was heard for the last " + seconds(System.nanoTime() - lostAt));
        }
    }

    private void subscribe(RedisNode node) {
        try {
            node.connection().send(subscription.words());
            for (int i = 0; i < subscription.names().size(); i++) {
                if (node.connection().receive() instanceof RespError error) {
                    throw node.failure(error, subscription.command());
                }
            }
        } catch (IOException e) {
            throw node.failure(e, subscription.command());
        }
    }

    /** @return why it ended */
    private String listen(RedisNode node) {
        String where = node.endpoint().display();
        try {
            RespReader reader = node.connection().reader();
            Deadline deadline = Deadline.after(ANY_TIME);
            boolean subscribed = true;
            while (!closed && subscribed) {
                subscribed = next(reader, deadline, where);
            }
            return "Redis ended the subscription on " + where;
        } catch (IOException e) {
            return "the connection to " + where + " was lost";
        }
    }

    /** @return false when Redis has ended a subscription, as it does with shard channels that move */
    private boolean next(RespReader reader, Deadline deadline, String node) throws IOException {
        int parts = reader.arrayHeader(deadline);
        String kind = reader.bulk(deadline).text();
        switch (kind) {
            case "pmessage" -> {
                String pattern = reader.bulk(deadline).text();
                String channel = reader.bulk(deadline).text();
                deliver(node, channel, false, reader.bytes(deadline), subscription.isFirst(pattern, channel));
            }
            case "smessage" -> {
                String channel = reader.bulk(deadline).text();
                deliver(node, channel, true, reader.bytes(deadline), true);
            }
            default -> {
                for (int i = 1; i < parts; i++) {
                    reader.reply(deadline);
                }
            }
        }
        return !kind.equals("sunsubscribe") && !kind.equals("punsubscribe");
    }

    private void deliver(String node, String channel, boolean shard, byte @Nullable [] payload, boolean first) {
        if (first && payload != null) {
            receiver.message(node, channel, shard, payload);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0 + " s";
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        RedisSource source = open;
        if (source != null) {
            source.close();
        }
    }
}
