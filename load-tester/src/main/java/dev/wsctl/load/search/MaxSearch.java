package dev.wsctl.load.search;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Looks for the highest load that still meets the thresholds: doubles until a run fails, halves the gap between the last
 * that passed and the first that did not until that is a tenth, and runs the best once more, since a limit that holds by
 * luck is none. A run the generator spoilt is repeated once; spoilt again, it bounds the search like one that failed,
 * and the result says that the limit is the generator's.
 */
public final class MaxSearch {

    private static final double CLOSE = 1.1;
    private static final int MOST_STEPS = 40;
    /** How much less is tried when the best does not hold a second time. */
    private static final double LESS = 0.9;

    /** One run of the search. */
    public record Step(long load, LoadReport report) {
        public boolean passed() {
            return report.verdict() == Verdict.PASSED;
        }
    }

    /**
     * What was found.
     *
     * @param best the highest load that passed twice; 0 if none did
     * @param generatorsLimit what did not pass above it was spoilt by the generator: the servers may stand more
     * @param ended the search was ended before it was through; {@code best} then passed at least once
     * @param steps in the order they were run
     */
    public record Result(long best, boolean generatorsLimit, boolean ended, List<Step> steps) {
        /** The last run at {@link #best}, or the last of all if there is none. */
        public Step shown() {
            return steps.stream()
                    .filter(step -> step.load() == best && step.passed())
                    .reduce((earlier, later) -> later)
                    .orElse(steps.get(steps.size() - 1));
        }
    }

    private final LongFunction<LoadReport> run;
    private final LongPredicate possible;
    private final BooleanSupplier stopped;
    private final long least;
    private final List<Step> steps = new ArrayList<>();
    private long best;
    private long tooMuch = Long.MAX_VALUE;
    private boolean generatorsLimit;

    /**
     * @param least the lowest load there is
     * @param run carries out one run at a load
     * @param possible whether this machine can make such a load at all; it can the one to start from
     * @param stopped whether to go no further; asked between the runs
     */
    public MaxSearch(long least, LongFunction<LoadReport> run, LongPredicate possible, BooleanSupplier stopped) {
        this.least = least;
        this.run = run;
        this.possible = possible;
        this.stopped = stopped;
    }

    /** @param start where to begin, at least the lowest load */
    public Result from(long start) {
        long next = start;
        // The first run begins even if it is to be stopped at once: there is no result without one.
        while (next > 0 && (steps.isEmpty() || goesOn())) {
            if (possible.test(next)) {
                attempt(next);
            } else {
                tooMuch = next;
                generatorsLimit = true;
            }
            next = next();
        }
        boolean through = !stopped.getAsBoolean() && steps.size() < MOST_STEPS;
        if (through && best > 0) {
            through = confirm();
        }
        return new Result(best, generatorsLimit, !through, List.copyOf(steps));
    }

    private boolean goesOn() {
        return !stopped.getAsBoolean() && steps.size() < MOST_STEPS;
    }

    /** The load to try next; 0 when the limit is known closely enough. */
    private long next() {
        if (tooMuch == Long.MAX_VALUE) {
            return 2 * best;
        }
        if (best == 0) {
            return tooMuch <= least ? 0 : Math.max(least, tooMuch / 2);
        }
        boolean close = tooMuch <= best * CLOSE || tooMuch - best <= 1;
        return close ? 0 : best + (tooMuch - best) / 2;
    }

    private void attempt(long load) {
        if (measure(load)) {
            best = Math.max(best, load);
        } else if (load < tooMuch) {
            tooMuch = load;
            generatorsLimit = last().report().verdict() == Verdict.INVALID;
        }
    }

    private boolean measure(long load) {
        step(load);
        if (last().report().verdict() == Verdict.INVALID && goesOn()) {
            step(load);
        }
        return last().passed() && !stopped.getAsBoolean();
    }

    /** @return whether there was an end to it: two runs that passed, or nothing left to try */
    private boolean confirm() {
        long load = best;
        best = 0;
        while (goesOn()) {
            if (!measure(load)) {
                generatorsLimit = last().report().verdict() == Verdict.INVALID;
                if (load <= least) {
                    return true;
                }
                load = Math.max(least, (long) (load * LESS));
            } else if (passes(load) >= 2) {
                best = load;
                return true;
            }
        }
        best = passes(load) > 0 ? load : 0;
        return false;
    }

    private long passes(long load) {
        return steps.stream()
                .filter(step -> step.load() == load && step.passed())
                .count();
    }

    private void step(long load) {
        steps.add(new Step(load, run.apply(load)));
    }

    private Step last() {
        return steps.get(steps.size() - 1);
    }
}
