package dev.wsctl.cli.source.live;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.live.LiveFeed.Receiver;
import dev.wsctl.cli.source.resp.RespError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Looks once a second, over a connection of its own, at how much Redis holds for a subscriber of ours that has not been
 * read. A subscriber that is too slow costs Redis memory until its limit, and others their messages: we leave before.
 */
final class BufferWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 1_000;

    private final RedisTarget target;
    private final RedisNode watched;
    private final Duration timeout;
    private final long most;
    private final Receiver receiver;
    private final Runnable leave;
    private final String id;
    private final Thread thread = new Thread(this::run, "wsctl-tail-watch");
    private volatile boolean ended;

    /**
     * @param watched not subscribed yet: it is asked who it is
     * @param leave ends the watched connection
     */
    BufferWatch(RedisSource source, RedisNode watched, Duration timeout, long most, Receiver receiver, Runnable leave) {
        this.target = source.target();
        this.watched = watched;
        this.timeout = timeout;
        this.most = most;
        this.receiver = receiver;
        this.leave = leave;
        Object reply = watched.callAll(List.<String[]>of(new String[] {"CLIENT", "ID"}))
                .get(0);
        this.id = reply instanceof Long number ? number.toString() : "";
        thread.setDaemon(true);
    }

    void start() {
        if (id.isEmpty()) {
            receiver.unwatched("CLIENT ID was refused");
        } else {
            thread.start();
        }
    }

    private void run() {
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            RedisNode node = source.open(watched.endpoint());
            while (!ended) {
                node.deadline(Deadline.after(timeout));
                if (!look(node)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (WsctlException e) {
            if (!ended) {
                // Unseen, we might be the slow subscriber: connect anew, both of us.
                watched.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is a point in looking again */
    private boolean look(RedisNode node) {
        // By id from 6.2 on; before, among all subscribers.
        Object reply = node.callAll(List.<String[]>of(new String[] {"CLIENT", "LIST", "ID", id}))
                .get(0);
        if (reply instanceof RespError error && !error.kind().equals("NOPERM")) {
            reply = node.callAll(List.<String[]>of(new String[] {"CLIENT", "LIST", "TYPE", "pubsub"}))
                    .get(0);
        }
        if (!(reply instanceof String clients)) {
            receiver.unwatched("CLIENT LIST was refused");
            return false;
        }
        for (String line : clients.split("\n")) {
            Map<String, String> fields = Subscriber.fields(line);
            if (id.equals(fields.get("id"))) {
                long held = Subscriber.of(fields, watched.endpoint().display()).outputBuffer();
                if (held > most && !ended) {
                    receiver.overloaded(watched.endpoint().display() + " held " + held / 1024
                            + " KiB for us that had not been read, more than " + most / 1024 + " KiB");
                    leave.run();
                }
                return held <= most;
            }
        }
        // Redis has closed it, and the network did not tell us.
        watched.close();
        return false;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
