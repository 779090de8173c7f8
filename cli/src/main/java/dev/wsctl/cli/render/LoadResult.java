package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import org.jspecify.annotations.Nullable;

/**
 * A load test as it is shown: what was asked for, and what came of it.
 *
 * @param interrupted ended by Ctrl-C: the report covers the time until then
 * @param redis what it was like meanwhile; null if nobody looked
 * @param baseline what the run was held against; null for nothing
 */
public record LoadResult(
        LoadPlan plan,
        LoadReport report,
        boolean interrupted,
        @Nullable RedisLoad redis,
        @Nullable RunSummary baseline) {

    /** A run, and what Redis was like meanwhile. */
    public LoadResult(LoadPlan plan, LoadReport report, boolean interrupted, @Nullable RedisLoad redis) {
        this(plan, report, interrupted, redis, null);
    }

    /** Ended by Ctrl-C. */
    public LoadResult cutShort() {
        return new LoadResult(plan, report, true, redis, baseline);
    }

    /** Held against another run. */
    public LoadResult against(RunSummary kept, LoadReport judged) {
        return new LoadResult(plan, judged, interrupted, redis, kept);
    }
}
