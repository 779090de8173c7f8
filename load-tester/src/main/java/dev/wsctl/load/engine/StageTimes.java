package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Stage;
import java.util.List;

/** Which stage a moment belongs to. Belongs to one event loop: it remembers where it looked last. */
final class StageTimes {

    private final long[] ends;
    private int last;

    StageTimes(List<Stage> stages) {
        ends = new long[stages.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += stages.get(i).length().toNanos();
            ends[i] = end;
        }
    }

    int stages() {
        return ends.length;
    }

    long start(int stage) {
        return stage == 0 ? 0 : ends[stage - 1];
    }

    long end(int stage) {
        return ends[stage];
    }

    /** @param nanos since the run's origin; what is earlier or later than all belongs to the first or last */
    int at(long nanos) {
        int stage = last;
        while (stage > 0 && nanos < ends[stage - 1]) {
            stage--;
        }
        while (stage < ends.length - 1 && nanos >= ends[stage]) {
            stage++;
        }
        last = stage;
        return stage;
    }
}
