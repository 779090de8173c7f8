package dev.wsctl.cli.exporter;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.RedisSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs collectors when somebody asks and their last result has grown too old: each at most once at a time, two at a time
 * in all, whoever asks how often. A collector that fails or is late has no samples but {@code wsctl_collector_up 0}.
 */
public final class Scraper implements AutoCloseable {
    private static final int AT_A_TIME = 2;

    private final RedisTarget target;
    private final String version;
    private final PrintStream log;
    private final List<Slot> slots = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, task -> {
        Thread thread = new Thread(task, "wsctl-collector");
        thread.setDaemon(true);
        return thread;
    });

    /** @param log is told once when a collector begins to fail, and once when it is well again */
    public Scraper(RedisTarget target, String version, List<Collector> collectors, PrintStream log) {
        this.target = target;
        this.version = version;
        this.log = log;
        collectors.forEach(collector -> slots.add(new Slot(collector)));
    }

    /** @param samples null when it failed */
    private record Result(@Nullable MetricsText samples, long atNanos, long tookNanos) {}

    private static final class Slot {
        final Collector collector;

        @Nullable CompletableFuture<Result> running;

        @Nullable Result last;

        boolean failing;

        Slot(Collector collector) {
            this.collector = collector;
        }
    }

    /** Everything that is known within the patience, in Prometheus' text format. */
    public String scrape(Duration patience) throws InterruptedException {
        Deadline deadline = Deadline.after(patience);
        List<CompletableFuture<Result>> waited = new ArrayList<>();
        for (Slot slot : slots) {
            CompletableFuture<Result> fresh = refresh(slot);
            if (fresh != null) {
                waited.add(fresh);
            }
        }
        for (CompletableFuture<Result> one : waited) {
            try {
                one.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // What has no result in time is told as such below.
            }
        }
        MetricsText all = new MetricsText();
        all.gauge("wsctl_exporter_info", "Always 1; says who this is.", 1, "version", version);
        for (Slot slot : slots) {
            tell(slot, all);
        }
        return all.toString();
    }

    /** Null when the last result is young enough. */
    private synchronized @Nullable CompletableFuture<Result> refresh(Slot slot) {
        CompletableFuture<Result> running = slot.running;
        if (running != null && !running.isDone()) {
            return running;
        }
        Result last = slot.last;
        if (last != null
                && System.nanoTime() - last.atNanos()
                        < slot.collector.interval().toNanos()) {
            return null;
        }
        CompletableFuture<Result> started = CompletableFuture.supplyAsync(() -> run(slot), threads);
        slot.running = started;
        return started;
    }

    private Result run(Slot slot) {
        long start = System.nanoTime();
        MetricsText samples = new MetricsText();
        String failure = "";
        try (RedisSource source = RedisSource.of(target, Deadline.after(slot.collector.deadline()))) {
            slot.collector.look().into(samples, source);
        } catch (WsctlException e) {
            failure = e.what();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "interrupted";
        } catch (RuntimeException e) {
            failure = "a bug in wsctl: " + e;
        }
        long end = System.nanoTime();
        Result result = new Result(failure.isEmpty() ? samples : null, end, end - start);
        synchronized (this) {
            slot.last = result;
        }
        say(slot, failure);
        return result;
    }

    private void say(Slot slot, String failure) {
        if (!failure.isEmpty() && !slot.failing) {
            log.println("wsctl: collector " + slot.collector.name() + " fails: " + failure);
        } else if (failure.isEmpty() && slot.failing) {
            log.println("wsctl: collector " + slot.collector.name() + " is well again");
        }
        slot.failing = !failure.isEmpty();
    }

    private synchronized void tell(Slot slot, MetricsText all) {
        Result last = slot.last;
        CompletableFuture<Result> running = slot.running;
        boolean late = running != null && !running.isDone();
        MetricsText samples = last == null || late ? null : last.samples();
        String name = slot.collector.name();
        all.gauge("wsctl_collector_up", "1 when its figures are here.", samples == null ? 0 : 1, "collector", name);
        if (last != null) {
            all.gauge(
                    "wsctl_collector_duration_seconds",
                    "How long its last look took.",
                    last.tookNanos() / 1e9,
                    "collector",
                    name);
            all.gauge(
                    "wsctl_collector_age_seconds",
                    "How old its figures are.",
                    (System.nanoTime() - last.atNanos()) / 1e9,
                    "collector",
                    name);
        }
        if (samples != null) {
            all.add(samples);
        } else if (name.equals("health")) {
            all.gauge("wsctl_up", "1 while Redis can be reached and lets us in.", 0);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
