package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.source.resp.RespError;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is subscribed to channels of a few rooms, by pattern or, on a shard, by name; hands on what it hears
 * from a thread of its own, to the last message before it is told to leave.
 */
final class RoomEar implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final RedisNode node;
    private final boolean shard;
    private final BiConsumer<String, String> hearer;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> standing = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean leaving;
    private volatile String trouble = "";

    private RoomEar(RedisNode node, boolean shard, BiConsumer<String, String> hearer) {
        this.node = node;
        this.shard = shard;
        this.hearer = hearer;
    }

    /**
     * @param node a connection of its own
     * @param shard whether it listens to shard channels by name, or to all others by pattern
     * @param hearer takes channel and message, on the ear's thread
     */
    static RoomEar on(RedisNode node, boolean shard, BiConsumer<String, String> hearer) {
        RoomEar ear = new RoomEar(node, shard, hearer);
        node.deadline(Deadline.after(LONGEST));
        Thread thread = new Thread(ear::listen, "wsctl-room-watch");
        thread.setDaemon(true);
        thread.start();
        return ear;
    }

    /** Asks for further ones; returns before they stand. */
    void subscribe(Collection<String> names) {
        for (String name : names) {
            if (asked.add(name)) {
                try {
                    // Each by itself: names of one command would have to share a slot.
                    node.connection().send(shard ? "SSUBSCRIBE" : "PSUBSCRIBE", name);
                } catch (IOException e) {
                    failed("the connection to Redis was lost");
                }
            }
        }
    }

    /** All that was asked for is there. */
    boolean stands() {
        return standing.containsAll(asked);
    }

    /** Returns when all that was asked for is there, or never will be. */
    synchronized void awaitStanding(Deadline deadline) throws InterruptedException {
        while (!stands() && ended.getCount() > 0 && !deadline.expired()) {
            wait(Math.max(1, deadline.remainingNanos() / 1_000_000));
        }
    }

    /** Names that count in Redis because of this ear. */
    Set<String> standing() {
        return Set.copyOf(standing);
    }

    /** Why something may not have been heard; empty if all was. */
    String trouble() {
        return trouble;
    }

    /** Ends behind the last message that was published before. */
    void leave() {
        leaving = true;
        try {
            // One thread may send while another receives; the answer comes behind the last message.
            node.connection().send(shard ? "SUNSUBSCRIBE" : "PUNSUBSCRIBE");
        } catch (IOException e) {
            failed("listening to Redis ended early");
        }
    }

    void awaitEnd(Deadline deadline) {
        try {
            if (!ended.await(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
                failed("Redis did not answer in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed("interrupted");
        }
        close();
    }

    private void listen() {
        try {
            boolean more = true;
            while (more) {
                more = take(node.connection().receive());
            }
            if (!leaving) {
                failed("Redis ended the subscription");
            }
        } catch (IOException e) {
            failed("the connection to Redis was lost");
        } catch (WsctlException e) {
            failed(e.what());
        } catch (RuntimeException e) {
            failed("listening to Redis failed: " + e);
        }
        ended.countDown();
        tell();
    }

    private synchronized void tell() {
        notifyAll();
    }

    /** @return whether more may come */
    private boolean take(@Nullable Object reply) {
        if (reply instanceof RespError error) {
            throw node.failure(error, shard ? "SSUBSCRIBE" : "PSUBSCRIBE");
        }
        if (!(reply instanceof List<?> parts) || parts.size() < 3) {
            return true;
        }
        String name = String.valueOf(parts.get(1));
        switch (String.valueOf(parts.get(0))) {
            case "pmessage" -> hearer.accept(String.valueOf(parts.get(2)), String.valueOf(parts.get(3)));
            case "smessage" -> hearer.accept(name, String.valueOf(parts.get(2)));
            case "psubscribe", "ssubscribe" -> {
                standing.add(name);
                tell();
            }
            case "punsubscribe", "sunsubscribe" -> {
                standing.remove(name);
                return !Long.valueOf(0).equals(parts.get(2));
            }
            default -> {
                // Nothing else comes over a subscribed connection.
            }
        }
        return true;
    }

    private void failed(String why) {
        if (trouble.isEmpty()) {
            trouble = why;
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
