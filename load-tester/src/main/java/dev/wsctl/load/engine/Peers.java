package dev.wsctl.load.engine;

import dev.wsctl.load.report.LoadReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** All workers of a run, as their leader sees them. */
final class Peers implements Gauges {

    private final List<Peer> all;

    Peers(List<Peer> all) {
        this.all = List.copyOf(all);
    }

    List<Peer> all() {
        return all;
    }

    void tell(TeamMessage message) {
        all.forEach(peer -> peer.tell(message));
    }

    boolean isAnyLost() {
        return all.stream().anyMatch(peer -> peer.lost() != null);
    }

    boolean isAnyAtWork() {
        return all.stream().anyMatch(Peer::isAtWork);
    }

    boolean areSettled() {
        return all.stream().allMatch(peer -> peer.settled() != null);
    }

    /** Who has joined, in all processes. */
    BitSet members() {
        BitSet present = new BitSet();
        for (Peer peer : all) {
            BitSet there = peer.settled();
            if (there != null) {
                present.or(there);
            }
        }
        return present;
    }

    boolean areDoneSending() {
        return all.stream().allMatch(peer -> peer.status().doneSending());
    }

    /** Whether something that was sent has not arrived. */
    boolean areWaiting() {
        return promised() > delivered();
    }

    private long sum(ToLongFunction<TeamMessage.Status> what) {
        return all.stream().mapToLong(peer -> what.applyAsLong(peer.status())).sum();
    }

    private int count(ToIntFunction<TeamMessage.Status> what) {
        return all.stream().mapToInt(peer -> what.applyAsInt(peer.status())).sum();
    }

    @Override
    public int joined() {
        return count(TeamMessage.Status::joined);
    }

    @Override
    public int present() {
        return count(TeamMessage.Status::present);
    }

    @Override
    public int failed() {
        return count(TeamMessage.Status::failed);
    }

    @Override
    public long sent() {
        return sum(TeamMessage.Status::sent);
    }

    @Override
    public long delivered() {
        return sum(TeamMessage.Status::delivered);
    }

    @Override
    public long promised() {
        return sum(TeamMessage.Status::promised);
    }

    @Override
    public long takeWorstSendLag() {
        return all.stream().mapToLong(Peer::takeWorstSendLag).max().orElse(0);
    }

    @Override
    public long takeWorstLoopLag() {
        return all.stream().mapToLong(Peer::takeWorstLoopLag).max().orElse(0);
    }

    @Override
    public Histogram interval() {
        Histogram interval = new Histogram(Recorder.LONGEST_NANOS, Recorder.MATRIX_DIGITS);
        all.forEach(peer -> peer.moveInterval(interval));
        return interval;
    }

    @Override
    public List<LoadListener.Part> parts() {
        return all.stream()
                .map(peer -> new LoadListener.Part(
                        peer.name(), peer.status().present(), peer.status().delivered()))
                .toList();
    }

    @Override
    public double takeCpuPercent() {
        return perMachine(peer -> peer.status().cpuPercent());
    }

    /** Added up within a machine; of the busiest machine. */
    double perMachine(java.util.function.ToDoubleFunction<Peer> percent) {
        Map<String, Double> machines = new HashMap<>();
        for (Peer peer : all) {
            double value = percent.applyAsDouble(peer);
            if (!Double.isNaN(value)) {
                machines.merge(peer.machine(), value, Double::sum);
            }
        }
        return machines.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The same reason at the same target is one, whoever met it; most frequent first. */
    static List<LoadReport.Failure> failures(List<Outcome> outcomes) {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            for (LoadReport.Failure failure : outcome.failures()) {
                counts.merge(List.of(failure.target(), failure.reason()), failure.count(), Integer::sum);
            }
        }
        List<LoadReport.Failure> failures = new ArrayList<>();
        counts.forEach((kind, count) -> failures.add(new LoadReport.Failure(kind.get(0), kind.get(1), count)));
        failures.sort(Comparator.comparingInt(LoadReport.Failure::count).reversed());
        return failures;
    }
}
