package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * What all lanes of an instance share to prove, count and record.
 *
 * @param writer of pings
 * @param latencies of echoes
 * @param counts of published messages
 * @param sealing encrypts them, if so configured
 * @param recorder records them; null if they are not recorded
 */
record LaneEvidence(
        MessageWriter writer,
        Latencies latencies,
        PublishCounts counts,
        Sealing sealing,
        @Nullable Recorder recorder) {}
