package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps a key in Redis as long as this process lives, and {@link #SECONDS} longer if it dies. */
// What fails within the task ends it there.
@SuppressWarnings("FutureReturnValueIgnored")
final class SignOfLife implements AutoCloseable {
    static final int SECONDS = 15;
    private static final long EVERY_SECONDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RedisNode node;
    private final String key;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sign of life");
        thread.setDaemon(true);
        return thread;
    });

    /** @param node of this sign alone */
    SignOfLife(RedisNode node, String key) {
        this.node = node;
        this.key = key;
        show();
        clock.scheduleWithFixedDelay(this::showOrNot, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void showOrNot() {
        try {
            show();
        } catch (WsctlException redisIsGone) {
            // The others will notice, and so will the link of this process to them.
            clock.shutdown();
        }
    }

    private synchronized void show() {
        node.deadline(Deadline.after(PATIENCE));
        node.call("SET", key, "1", "EX", Integer.toString(SECONDS));
    }

    @Override
    public void close() {
        clock.shutdown();
        synchronized (this) {
            try {
                node.deadline(Deadline.after(PATIENCE));
                node.call("DEL", key);
            } catch (WsctlException redisIsGone) {
                // It runs out by itself.
            }
            node.close();
        }
    }
}
