package dev.wsctl.load.plan;

import dev.wsctl.load.dialect.Dialect;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A run, in full. Connection {@code n} joins room {@code n mod rooms} on target {@code (n / rooms) mod targets}, so
 * that every room spans all targets.
 *
 * @param targets WebSocket URLs as given by the user, at least one; one per instance
 * @param dialect how to join, send, and recognise a delivery
 * @param connections sockets to hold open, at least 1
 * @param rooms rooms they are spread over, from 1 to {@code connections}
 * @param ratePerSecond messages sent a second over all senders (open model); every member of the sender's room, the
 *     sender included, is expected to receive each
 * @param inFlight if present, the closed model replaces the rate: each room keeps this many messages under way
 * @param messageLimit if present, sending stops after this many messages although the duration is not over
 * @param warmUp time of sending that is measured apart and not reported
 * @param duration time of sending that counts
 * @param messageBytes size of a message's text in bytes, at least the size of the marker it must carry
 * @param connectTimeout for one socket, from connect to joined
 * @param deliveryDeadline after the last send, how long a delivery may take before it counts as lost
 * @param seed makes the schedule and the choice of senders repeatable
 * @param thresholds conditions of the verdict; none means: only lost, duplicated, reordered and misrouted count
 * @param trustAllCertificates for wss:// targets with certificates nobody signed
 */
public record LoadPlan(
        List<URI> targets,
        Dialect dialect,
        int connections,
        int rooms,
        double ratePerSecond,
        OptionalInt inFlight,
        OptionalLong messageLimit,
        Duration warmUp,
        Duration duration,
        int messageBytes,
        Duration connectTimeout,
        Duration deliveryDeadline,
        long seed,
        List<Threshold> thresholds,
        boolean trustAllCertificates) {

    public LoadPlan {
        targets = List.copyOf(targets);
        thresholds = List.copyOf(thresholds);
    }
}
