package dev.wsctl.load.engine;

import org.HdrHistogram.Histogram;

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
    }
}
