package dev.wsctl.cli.render;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;

/**
 * A load test as it is shown: what was asked for, and what came of it.
 *
 * @param interrupted ended by Ctrl-C: the report covers the time until then
 */
public record LoadResult(LoadPlan plan, LoadReport report, boolean interrupted) {}
