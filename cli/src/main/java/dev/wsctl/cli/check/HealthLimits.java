package dev.wsctl.cli.check;

import java.time.Duration;

/**
 * Where well ends. Shares are of 1.
 *
 * @param warnLatency PING p99
 * @param warnClients connected clients of maxclients
 * @param warnMemory used memory of maxmemory
 */
public record HealthLimits(
        Duration warnLatency,
        Duration critLatency,
        double warnClients,
        double critClients,
        double warnMemory,
        double critMemory) {
    /** C11: under 5 ms on one site, under 50 ms across regions; the others are engineering judgement. */
    public static final HealthLimits DEFAULT =
            new HealthLimits(Duration.ofMillis(5), Duration.ofMillis(50), 0.8, 0.9, 0.85, 0.95);

    public HealthLimits withLatency(Duration warn, Duration crit) {
        return new HealthLimits(warn, crit, warnClients, critClients, warnMemory, critMemory);
    }
}
