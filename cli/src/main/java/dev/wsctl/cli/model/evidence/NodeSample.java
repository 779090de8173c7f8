package dev.wsctl.cli.model.evidence;

import dev.wsctl.cli.model.Info;
import java.util.List;

/**
 * What changes from moment to moment on one node.
 *
 * @param atNanos on our monotonic clock: only the difference of two says something
 * @param info INFO all
 * @param subscribers CLIENT LIST TYPE pubsub, without our own connections
 */
public record NodeSample(long atNanos, Reading<Info> info, Reading<List<Client>> subscribers) {
    /** Not taken, and why. */
    public static NodeSample absent(String reason) {
        return new NodeSample(0, Reading.absent(reason), Reading.absent(reason));
    }
}
