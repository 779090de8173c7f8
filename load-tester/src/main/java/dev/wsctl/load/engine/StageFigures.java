package dev.wsctl.load.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one event loop measured of one stage. Nanoseconds. */
final class StageFigures {

    final Histogram corrected = new Histogram(Recorder.LONGEST_NANOS, Recorder.DIGITS);
    final Histogram service = new Histogram(Recorder.LONGEST_NANOS, Recorder.DIGITS);
    final Histogram sendLag = new Histogram(Recorder.LONGEST_NANOS, Recorder.DIGITS);
    long sent;
    long expected;
    long delivered;
    long duplicated;
    long reordered;
    long misrouted;
    /** Messages that were due while their sender was away. */
    long unsent;
    /** Clients that something was done to, or whose connection ended. */
    int touched;
    /** Connections that ended in this stage, of clients that were to come back. */
    int dropped;

    /** From the stage's beginning until each of them was back; null for none. */
    private @Nullable Histogram returns;
    /** Corrected latency where the sender or the receiver had been touched; null for none. */
    private @Nullable Histogram touchedLatency;

    void back(long nanos) {
        returns().recordValue(Recorder.bounded(nanos));
    }

    void touched(long correctedNanos) {
        touchedLatency().recordValue(Recorder.bounded(correctedNanos));
    }

    int returned() {
        return returns == null ? 0 : (int) returns.getTotalCount();
    }

    /** Until so many were back, in nanoseconds since the stage began; negative if they never were. */
    long untilBack(int wanted) {
        Histogram back = returns;
        return back == null || wanted > back.getTotalCount()
                ? -1
                : back.getValueAtPercentile(100.0 * wanted / back.getTotalCount());
    }

    /** Corrected latency between clients that were not touched. */
    Histogram bystanders() {
        Histogram others = corrected.copy();
        if (touchedLatency != null) {
            others.subtract(touchedLatency);
        }
        return others;
    }

    private Histogram returns() {
        Histogram histogram = returns;
        if (histogram == null) {
            histogram = new Histogram(Recorder.LONGEST_NANOS, Recorder.DIGITS);
            returns = histogram;
        }
        return histogram;
    }

    private Histogram touchedLatency() {
        Histogram histogram = touchedLatency;
        if (histogram == null) {
            histogram = new Histogram(Recorder.LONGEST_NANOS, Recorder.DIGITS);
            touchedLatency = histogram;
        }
        return histogram;
    }

    void write(DataOutputStream out) throws IOException {
        Wire.histogram(out, corrected);
        Wire.histogram(out, service);
        Wire.histogram(out, sendLag);
        Wire.histogram(out, returns);
        Wire.histogram(out, touchedLatency);
        for (long value :
                new long[] {sent, expected, delivered, duplicated, reordered, misrouted, unsent, touched, dropped}) {
            out.writeLong(value);
        }
    }

    /** Reads what was written into these, which are new. */
    void read(DataInputStream in) throws IOException {
        Wire.histogram(in, corrected);
        Wire.histogram(in, service);
        Wire.histogram(in, sendLag);
        returns = Wire.histogram(in);
        touchedLatency = Wire.histogram(in);
        sent = in.readLong();
        expected = in.readLong();
        delivered = in.readLong();
        duplicated = in.readLong();
        reordered = in.readLong();
        misrouted = in.readLong();
        unsent = in.readLong();
        touched = (int) in.readLong();
        dropped = (int) in.readLong();
    }

    void add(StageFigures other) {
        corrected.add(other.corrected);
        service.add(other.service);
        sendLag.add(other.sendLag);
        sent += other.sent;
        expected += other.expected;
        delivered += other.delivered;
        duplicated += other.duplicated;
        reordered += other.reordered;
        misrouted += other.misrouted;
        unsent += other.unsent;
        touched += other.touched;
        dropped += other.dropped;
        if (other.returns != null) {
            returns().add(other.returns);
        }
        if (other.touchedLatency != null) {
            touchedLatency().add(other.touchedLatency);
        }
    }
}
