package dev.wsctl.load.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop measured. Written by that loop alone and read by others after it has ended, but for
 * {@link #interval}. All values in nanoseconds.
 */
final class Recorder {

    static final long LONGEST_NANOS = 3_600_000_000_000L;
    static final int DIGITS = 3;
    /** Where two digits will do: the matrix, of which there are targets × targets, and the parts of connecting. */
    static final int MATRIX_DIGITS = 2;

    final StageFigures[] stages;
    final Histogram connect = new Histogram(LONGEST_NANOS, DIGITS);
    /** Parts of it: until TCP had connected, and from then until the server had upgraded to WebSocket. */
    final Histogram tcp = new Histogram(MATRIX_DIGITS);

    final Histogram handshake = new Histogram(MATRIX_DIGITS);
    final Histogram loopLag = new Histogram(LONGEST_NANOS, DIGITS);
    final Histogram readLag = new Histogram(LONGEST_NANOS, MATRIX_DIGITS);
    private final @Nullable Histogram[] pairs;
    private final SingleWriterRecorder interval = new SingleWriterRecorder(LONGEST_NANOS, MATRIX_DIGITS);
    final long[] delivered;
    final long[] duplicated;
    final long[] reordered;
    final long[] misrouted;
    long sent;
    /** Messages that were due when their sender was gone. */
    long unsentDead;
    /** Messages that were due while their sender was away, to come back. */
    long unsentAway;
    /** Messages that could not leave until the end, because the server had not read a megabyte of earlier ones. */
    long unsentBlocked;
    /** Messages that could not leave when they were due, for the same reason. */
    long deferred;

    /** How long ago the loop had read all there was, when the run ended. */
    long behindAtEnd;

    private long worstSendLag;
    private long deliveredInTime;
    private long lastSent;
    private long lastArrived;

    Recorder(int targets, int stageCount) {
        int size = targets * targets;
        pairs = new Histogram[size];
        delivered = new long[size];
        duplicated = new long[size];
        reordered = new long[size];
        misrouted = new long[size];
        stages = new StageFigures[stageCount];
        for (int i = 0; i < stageCount; i++) {
            stages[i] = new StageFigures();
        }
    }

    /**
     * A delivery that counts; one of the warm-up goes to its stage alone.
     *
     * @param readLagNanos at most this long the message waited for this loop to read it
     */
    void delivered(int pair, long serviceNanos, long readLagNanos) {
        readLag.recordValue(bounded(readLagNanos));
        delivered[pair]++;
        pair(pair).recordValue(bounded(serviceNanos));
    }

    void sentAt(long at) {
        sent++;
        lastSent = Math.max(lastSent, at);
    }

    /** The send lag of a message, warm-up included. */
    void lagged(long nanos) {
        worstSendLag = Math.max(worstSendLag, nanos);
    }

    /** The worst send lag since the last call. */
    long takeWorstSendLag() {
        long worst = worstSendLag;
        worstSendLag = 0;
        return worst;
    }

    /** @param measureTo when the measured time ends: later deliveries count, but for no throughput */
    void arrivedAt(long at, long measureTo) {
        lastArrived = Math.max(lastArrived, at);
        if (at <= measureTo) {
            deliveredInTime++;
        }
    }

    /** Deliveries within the measured time. */
    long deliveredInTime() {
        return deliveredInTime;
    }

    /** When the last measured message was sent, in nanoseconds since the origin. */
    long lastSent() {
        return lastSent;
    }

    /** When the last measured message arrived, in nanoseconds since the origin. */
    long lastArrived() {
        return lastArrived;
    }

    /** For the progress display, warm-up included. */
    void observed(long correctedNanos) {
        interval.recordValue(bounded(correctedNanos));
    }

    static long bounded(long nanos) {
        return Math.max(0, Math.min(LONGEST_NANOS, nanos));
    }

    /** What was observed since the last call; may be called by another thread. */
    Histogram interval() {
        return interval.getIntervalHistogram();
    }

    /** Adds what another loop measured. */
    void add(Recorder other) {
        for (int i = 0; i < stages.length; i++) {
            stages[i].add(other.stages[i]);
        }
        connect.add(other.connect);
        tcp.add(other.tcp);
        handshake.add(other.handshake);
        loopLag.add(other.loopLag);
        readLag.add(other.readLag);
        behindAtEnd = Math.max(behindAtEnd, other.behindAtEnd);
        sent += other.sent;
        unsentDead += other.unsentDead;
        unsentAway += other.unsentAway;
        unsentBlocked += other.unsentBlocked;
        deferred += other.deferred;
        deliveredInTime += other.deliveredInTime;
        lastSent = Math.max(lastSent, other.lastSent);
        lastArrived = Math.max(lastArrived, other.lastArrived);
        for (int i = 0; i < pairs.length; i++) {
            delivered[i] += other.delivered[i];
            duplicated[i] += other.duplicated[i];
            reordered[i] += other.reordered[i];
            misrouted[i] += other.misrouted[i];
            Histogram theirs = other.pairs[i];
            if (theirs != null) {
                pair(i).add(theirs);
            }
        }
    }

    void write(DataOutputStream out) throws IOException {
        for (StageFigures stage : stages) {
            stage.write(out);
        }
        for (Histogram histogram : List.of(connect, tcp, handshake, loopLag, readLag)) {
            Wire.histogram(out, histogram);
        }
        for (Histogram histogram : pairs) {
            Wire.histogram(out, histogram);
        }
        for (long[] counts : List.of(delivered, duplicated, reordered, misrouted)) {
            Wire.longs(out, counts);
        }
        for (long value : new long[] {
            sent, unsentDead, unsentAway, unsentBlocked, deferred, behindAtEnd, deliveredInTime, lastSent, lastArrived
        }) {
            out.writeLong(value);
        }
    }

    /** Reads what was written into this one, which is new. */
    void read(DataInputStream in) throws IOException {
        for (StageFigures stage : stages) {
            stage.read(in);
        }
        for (Histogram histogram : List.of(connect, tcp, handshake, loopLag, readLag)) {
            Wire.histogram(in, histogram);
        }
        for (int i = 0; i < pairs.length; i++) {
            Wire.histogram(in, pair(i));
        }
        for (long[] counts : List.of(delivered, duplicated, reordered, misrouted)) {
            Wire.longs(in, counts);
        }
        sent = in.readLong();
        unsentDead = in.readLong();
        unsentAway = in.readLong();
        unsentBlocked = in.readLong();
        deferred = in.readLong();
        behindAtEnd = in.readLong();
        deliveredInTime = in.readLong();
        lastSent = in.readLong();
        lastArrived = in.readLong();
    }

    Histogram pair(int pair) {
        Histogram histogram = pairs[pair];
        if (histogram == null) {
            histogram = new Histogram(MATRIX_DIGITS);
            pairs[pair] = histogram;
        }
        return histogram;
    }
}
