package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;

/** Commands for people to copy. */
final class Commands {
    private Commands() {}

    /** {@code redis-cli -h 10.0.0.5 -p 6379}; who needs a password adds it in REDISCLI_AUTH, where nobody sees it. */
    static String redisCli(NodeEvidence node) {
        String address = node.address();
        if (address.startsWith("/")) {
            return "redis-cli -s " + address;
        }
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        return "redis-cli -h " + host + " -p " + address.substring(colon + 1) + (node.tls() ? " --tls" : "");
    }
}
