package dev.wsctl.cli.model;

/**
 * What became of the messages sent by members on one instance to members on another, or on the same one.
 *
 * @param from label of the senders' target
 * @param to label of the receivers' target
 * @param sent (message, member) pairs that should have been delivered; the other counts are such pairs, too
 * @param misrouted deliveries to members of another room
 * @param p50Micros from sending to receiving; NaN if nothing arrived
 * @param p99Micros likewise
 */
public record Delivery(
        String from,
        String to,
        long sent,
        long delivered,
        long lost,
        long duplicated,
        long reordered,
        long misrouted,
        double p50Micros,
        double p99Micros) {

    public boolean local() {
        return from.equals(to);
    }

    /** Everything arrived once, in order, and nowhere else. */
    public boolean flawless() {
        return sent > 0 && lost == 0 && duplicated == 0 && reordered == 0 && misrouted == 0;
    }

    /** Messages were sent and none arrived. */
    public boolean silent() {
        return sent > 0 && delivered == 0;
    }
}
