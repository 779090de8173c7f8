package dev.wsctl.load.engine;

import dev.wsctl.load.report.LoadReport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts connections that could not be opened, or died, by target and reason. */
final class Failures {

    /** A server that gives each client a reason of its own must not fill the memory. */
    private static final int MOST_REASONS = 1_000;

    private record Kind(String target, String reason) {}

    private final Map<Kind, Integer> counts = new LinkedHashMap<>();
    private int total;

    synchronized void add(String target, String reason, int count) {
        Kind kind = new Kind(target, counts.size() < MOST_REASONS ? reason : "other reasons");
        counts.merge(kind, count, Integer::sum);
        total += count;
    }

    synchronized int total() {
        return total;
    }

    /** Most frequent first. */
    synchronized List<LoadReport.Failure> list() {
        return counts.entrySet().stream()
                .map(e -> new LoadReport.Failure(e.getKey().target(), e.getKey().reason(), e.getValue()))
                .sorted(Comparator.comparingInt(LoadReport.Failure::count).reversed())
                .toList();
    }
}
