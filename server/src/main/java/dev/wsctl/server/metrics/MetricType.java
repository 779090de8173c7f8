package dev.wsctl.server.metrics;

/** What may be done with a figure. */
enum MetricType {
    /** Only grows; its growth is what tells. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Durations by size. */
    HISTOGRAM
}
