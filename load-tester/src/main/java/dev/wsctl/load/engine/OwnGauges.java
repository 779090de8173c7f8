package dev.wsctl.load.engine;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Those of this process' event loops. */
final class OwnGauges implements Gauges {

    private final RunContext run;
    private final Workers workers;
    private final CpuMeter cpu = new CpuMeter();

    OwnGauges(RunContext run, Workers workers) {
        this.run = run;
        this.workers = workers;
    }

    @Override
    public int joined() {
        return run.joinedCount();
    }

    @Override
    public int present() {
        return run.presentCount();
    }

    @Override
    public int failed() {
        return run.failures().total();
    }

    @Override
    public long sent() {
        return workers.sent();
    }

    @Override
    public long delivered() {
        return workers.delivered();
    }

    @Override
    public long promised() {
        return workers.promised();
    }

    @Override
    public long takeWorstSendLag() {
        return workers.takeWorstSendLag();
    }

    @Override
    public long takeWorstLoopLag() {
        return workers.takeWorstLoopLag();
    }

    @Override
    public Histogram interval() {
        return workers.interval();
    }

    @Override
    public List<LoadListener.Part> parts() {
        List<LoadListener.Part> parts = new ArrayList<>();
        for (int target = 0; target < run.plan().targets().size(); target++) {
            parts.add(new LoadListener.Part(run.label(target), run.presentAt(target), workers.deliveredTo(target)));
        }
        return parts;
    }

    @Override
    public double takeCpuPercent() {
        return cpu.read();
    }
}
