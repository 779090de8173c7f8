package dev.wsctl.load.engine;

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
    public double takeCpuPercent() {
        return cpu.read();
    }
}
