package dev.wsctl.cli.command;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.cli.render.LoadProgress;
import dev.wsctl.cli.render.LoadResult;
import dev.wsctl.cli.source.RedisPauser;
import dev.wsctl.cli.source.RedisWatch;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import java.util.Optional;

/** Load tests, one or one after the other, that are shown while they run and can be stopped as one. */
final class RunAfterRun {
    private final LoadWorkers workers;
    private final Context context;
    private final boolean colour;
    private volatile Optional<LoadTest> current = Optional.empty();
    private volatile boolean stopped;

    /** @param colour whether the progress may be painted */
    RunAfterRun(LoadWorkers workers, Context context, boolean colour) {
        this.workers = workers;
        this.context = context;
        this.colour = colour;
    }

    /** @return whether it was interrupted is for the caller to say */
    LoadResult run(LoadPlan plan, LoadObservation observation) {
        LoadTest test = new LoadTest(new RedisPauser(url -> RedisUrl.parse(url, "redis_pause")));
        current = Optional.of(test);
        if (stopped) {
            test.stop();
        }
        try (LoadProgress progress = LoadProgress.on(context.terminal(), context.environment(), colour)) {
            Optional<RedisWatch> watch = observation.beside(progress, context.environment());
            if (watch.isEmpty()) {
                return new LoadResult(plan, workers.run(test, plan, progress), false, null);
            }
            LoadReport report;
            RedisLoad seen;
            try (RedisWatch redis = watch.get()) {
                report = workers.run(test, plan, redis);
                seen = redis.seen();
            }
            return new LoadResult(plan, report, false, seen);
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** Ends what runs, and lets nothing more begin in earnest. To be called by any thread. */
    void stop() {
        stopped = true;
        current.ifPresent(LoadTest::stop);
    }
}
