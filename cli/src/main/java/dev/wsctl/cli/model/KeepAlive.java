package dev.wsctl.cli.model;

import java.time.Duration;

/**
 * TCP keepalive on Redis' side of its connections.
 *
 * @param interval {@code tcp-keepalive}; zero for none
 */
public record KeepAlive(Duration interval) {
    /** Redis' own default is 300 s; this notices a dead peer within minutes, without traffic worth mentioning. */
    public static final KeepAlive ADVISED = new KeepAlive(Duration.ofSeconds(60));

    /** When a silent peer is taken for dead: idle so long, then three probes a third of it apart. Zero for never. */
    public Duration detection() {
        return interval.multipliedBy(2);
    }
}
