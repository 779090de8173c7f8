package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.load.engine.LoadListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a Redis once a second while a load test measures: INFO, on one connection a node. It has a thread of its own,
 * since a Redis that is slow, or paused by the test, must not hold up the test's own progress.
 */
public final class RedisWatch implements LoadListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long EVERY_MILLIS = 1_000;

    private record Look(long nanos, double cpuSeconds, long connections, long memory) {}

    private final RedisTarget target;
    private final StatReader reader;
    private final LoadListener next;
    private final ScheduledExecutorService looking;
    private final List<Look> looks = new ArrayList<>();
    private String trouble = "";
    private boolean begun;

    /** @param next who is told of the test's progress, too */
    public RedisWatch(RedisTarget target, LoadListener next) {
        this.target = target;
        this.next = next;
        reader = new StatReader(target, PATIENCE);
        looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "redis-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // look() keeps what goes wrong
    public void progress(Progress progress) {
        if (progress.phase() == Phase.MEASURING && !begun) {
            begun = true;
            // Once in any case: what is to be repeated is dropped if the test is over before this thread comes to it.
            looking.execute(this::look);
            looking.scheduleAtFixedRate(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } else if (begun && progress.phase() != Phase.MEASURING && progress.phase() != Phase.WARMING_UP) {
            looking.shutdown();
        }
        next.progress(progress);
    }

    private void look() {
        try {
            List<Info> nodes = reader.infos();
            Look now = new Look(
                    System.nanoTime(),
                    nodes.stream().mapToDouble(RedisWatch::cpu).sum(),
                    nodes.stream()
                            .mapToLong(info -> info.number("connected_clients").orElse(1) - 1)
                            .sum(),
                    nodes.stream()
                            .mapToLong(info -> info.number("used_memory").orElse(0))
                            .sum());
            synchronized (looks) {
                looks.add(now);
            }
        } catch (WsctlException e) {
            synchronized (looks) {
                trouble = e.what();
            }
        }
    }

    private static double cpu(Info info) {
        return seconds(info, "used_cpu_sys") + seconds(info, "used_cpu_user");
    }

    private static double seconds(Info info, String name) {
        try {
            return Double.parseDouble(info.text(name, "NaN"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** What was seen, when the test is over. Waits for a look that is under way, which has a deadline. */
    public RedisLoad seen() {
        looking.shutdown();
        awaitLook();
        synchronized (looks) {
            if (looks.isEmpty()) {
                return new RedisLoad(
                        target.display(), Double.NaN, -1, -1, trouble.isEmpty() ? "nothing was measured" : trouble);
            }
            Look first = looks.get(0);
            Look last = looks.get(looks.size() - 1);
            double seconds = (last.nanos() - first.nanos()) / 1e9;
            return new RedisLoad(
                    target.display(),
                    seconds > 0 ? 100 * (last.cpuSeconds() - first.cpuSeconds()) / seconds : Double.NaN,
                    looks.stream().mapToLong(Look::connections).max().orElse(-1),
                    looks.stream().mapToLong(Look::memory).max().orElse(-1),
                    trouble);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        if (awaitLook()) {
            reader.close();
        }
    }

    /** @return whether none is under way any more */
    private boolean awaitLook() {
        try {
            return looking.awaitTermination(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
