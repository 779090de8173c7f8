package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A steady load on three instances, a fault in the middle of it, and a while of peace after it: what was lost, and when.
 * The load's stages are short, so that a loss is known to the second.
 */
final class Trial {

    /** Makes a run repeatable: the senders, their times and the waits of clients that come back. */
    static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffff_ffffL);

    static final int ROOMS = 4;
    static final int MESSAGES_A_SECOND = 40;
    private static final int MEMBERS = 36;
    private static final int QUIET_STAGES = 3;
    private static final int MOST_STAGES = 49;
    private static final Duration PEACE = Duration.ofSeconds(7);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What is under way when a fault begins or ends, and how late an end is noticed here. */
    private static final Duration MARGIN = Duration.ofMillis(1500);

    private final Trio trio;
    private final LoadTest test = new LoadTest();
    private final CompletableFuture<LoadReport> running;
    private volatile long originNanos;

    /** Something that goes wrong; returns when it is over, as far as the instances' surroundings are concerned. */
    interface Fault {
        void strike() throws Exception;
    }

    private Trial(Trio trio, Duration stage) {
        this.trio = trio;
        LoadPlan plan = plan(trio, stage);
        running = CompletableFuture.supplyAsync(() -> test.run(plan, this::watch));
    }

    /**
     * @param longest time the fault may take, with the recovery
     * @return what happened to the messages, when everything works again
     */
    static Outcome run(Trio trio, Duration longest, Fault fault) throws Exception {
        long stageMillis = Math.max(1000, longest.toMillis() / (MOST_STAGES - QUIET_STAGES));
        return new Trial(trio, Duration.ofMillis(stageMillis)).carryOut(fault);
    }

    private static LoadPlan plan(Trio trio, Duration length) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < MOST_STAGES; i++) {
            // In a run that disturbs something, clients whose connections end come back: this one disturbs nothing
            // itself.
            Optional<Disturbance> mark =
                    i == 0 ? Optional.of(new Disturbance.Command("true", Optional.empty())) : Optional.empty();
            stages.add(new Stage("s" + i, Stage.Kind.HOLD, length, MESSAGES_A_SECOND, MESSAGES_A_SECOND, mark));
        }
        return LoadPlan.builder(Dialects.named("chat"), trio.targets())
                .connections(MEMBERS)
                .rooms(ROOMS)
                .stages(stages)
                .faultsAllowed(true)
                .connectTimeout(Duration.ofSeconds(30))
                .deliveryDeadline(Duration.ofSeconds(3))
                .backoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)))
                .seed(SEED)
                .build();
    }

    private void watch(LoadListener.Progress progress) {
        if (progress.phase() == LoadListener.Phase.MEASURING && originNanos == 0) {
            originNanos = System.nanoTime() - progress.phaseElapsed().toNanos();
        }
    }

    private Outcome carryOut(Fault fault) throws Exception {
        try {
            await("the load begins").atMost(PATIENCE).until(() -> originNanos != 0 || running.isDone());
            trio.awaitSubscriptions(ROOMS);
            pass(Duration.ofSeconds(3));
            Duration from = now();
            fault.strike();
            trio.awaitHealth();
            trio.awaitSubscriptions(ROOMS);
            Duration to = now();
            pass(PEACE);
            assertThat(running).as("the load goes on").isNotDone();
            test.stop();
            LoadReport report = running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Outcome(report, trio.targets(), from.minus(MARGIN), to.plus(MARGIN), trio.warnings());
        } finally {
            test.stop();
        }
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - originNanos);
    }

    /** Lets time pass under load: that is what is tested, nothing is waited for. */
    static void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
