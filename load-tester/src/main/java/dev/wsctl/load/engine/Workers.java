package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** All event loops of a run, seen from the thread that carries it out. */
final class Workers {

    private final List<Worker> workers = new ArrayList<>();
    private final LoadPlan plan;
    private final Share share;

    Workers(RunContext run, Share share, ClientTransport transport) {
        plan = run.plan();
        this.share = share;
        SplittableRandom seeds = new SplittableRandom(plan.seed());
        // Else the clients of all processes would wait for the same times before they come back.
        for (int other = 0; other < share.index(); other++) {
            seeds = seeds.split();
        }
        for (EventLoop loop : transport.loops()) {
            workers.add(new Worker(run, loop, transport, seeds.nextLong()));
        }
    }

    List<Worker> all() {
        return workers;
    }

    /** A room lives on one loop, so that its ledger needs no lock: one room cannot use more than one processor. */
    Worker ofRoom(int room) {
        return workers.get(share.ordinal(plan, room) % workers.size());
    }

    /**
     * Lets every worker do something on its loop, all at the same time, and waits for them. Steps are short; an interrupt
     * meanwhile, even one after another, tears no figures and stays set.
     */
    void each(Consumer<Worker> step) {
        List<Future<?>> done = new ArrayList<>();
        for (Worker worker : workers) {
            done.add(worker.loop.submit(() -> step.accept(worker)));
        }
        for (Future<?> future : done) {
            if (!future.awaitUninterruptibly().isSuccess()) {
                throw new IllegalStateException("an event loop failed", future.cause());
            }
        }
    }

    long sent() {
        return workers.stream().mapToLong(worker -> worker.published.sent()).sum();
    }

    long delivered() {
        return workers.stream()
                .mapToLong(worker -> worker.published.delivered())
                .sum();
    }

    /** Deliveries that follow from what was sent by now, in all processes. */
    long promised() {
        return workers.stream().mapToLong(worker -> worker.published.promised()).sum();
    }

    /** Message × member pairs by now at members on this target, those of the warm-up included. */
    long deliveredTo(int target) {
        return workers.stream()
                .mapToLong(worker -> worker.published.deliveredTo(target))
                .sum();
    }

    boolean areDoneSending() {
        return workers.stream().allMatch(worker -> worker.published.isDoneSending());
    }

    /** Whether something may still arrive. */
    boolean areWaiting() {
        return workers.stream().anyMatch(worker -> worker.published.outstanding() > 0);
    }

    /** The latest that a message left since the last call, in nanoseconds. */
    long takeWorstSendLag() {
        return workers.stream()
                .mapToLong(worker -> worker.published.takeWorstSendLag())
                .max()
                .orElse(0);
    }

    /** The latest that a loop noticed that its time had come, since the last call, in nanoseconds. */
    long takeWorstLoopLag() {
        return workers.stream()
                .mapToLong(worker -> worker.published.takeWorstLoopLag())
                .max()
                .orElse(0);
    }

    /** Corrected latencies since the last call, in nanoseconds. */
    Histogram interval() {
        Histogram all = workers.get(0).recorder.interval();
        workers.stream().skip(1).forEach(worker -> all.add(worker.recorder.interval()));
        return all;
    }
}
