package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;

/** How much is published on a node. */
final class Publishing {
    private Publishing() {}

    /** Messages that were published between the samples, classic and sharded. */
    static long messages(NodeEvidence node) {
        return node.growth("cmdstat_publish", "calls") + node.growth("cmdstat_spublish", "calls");
    }

    /** In a second. */
    static double rate(NodeEvidence node) {
        return node.perSecond(messages(node));
    }

    /** About how many subscribers a message went to: what went out for what came in, and no more than there are. */
    static double copies(NodeEvidence node) {
        long in = node.growth("total_net_input_bytes");
        double ratio = in == 0 ? 0 : (double) node.growth("total_net_output_bytes") / in;
        return Math.min(ratio, node.last().subscribers().need().size());
    }
}
