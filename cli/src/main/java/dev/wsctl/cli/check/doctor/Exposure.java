package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AclUser;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.Arrays;
import java.util.List;

/** Who can reach a node, and who gets in. */
final class Exposure {
    private Exposure() {}

    /** Listens on more than loopback, and protected mode does not turn others away. */
    static boolean beyondLoopback(NodeEvidence node) {
        String bind = node.config("bind").strip();
        boolean everywhere = bind.isEmpty()
                || !Arrays.stream(bind.split("\\s+")).map(Exposure::address).allMatch(Exposure::loopback);
        // Protected mode answers strangers only while the default user has no password.
        boolean guarded = node.config("protected-mode").equals("yes") && open(node);
        return everywhere && !guarded;
    }

    /** A minus stands before addresses that need not be there. */
    private static String address(String word) {
        return word.startsWith("-") ? word.substring(1) : word;
    }

    private static boolean loopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
    }

    /** Anybody gets in as the default user. */
    static boolean open(NodeEvidence node) {
        if (node.acl().present()) {
            return node.acl().need().stream()
                    .anyMatch(user -> user.name().equals("default") && user.enabled() && user.withoutPassword());
        }
        return node.config("requirepass").isEmpty();
    }

    /** Whether a user may run a dangerous command: rules in order, the last that speaks of it wins. */
    static boolean may(AclUser user, String command, List<String> categories) {
        boolean may = false;
        for (String rule : user.commands()) {
            String what = rule.substring(1);
            if (what.equals("@all") || what.equals(command) || categories.contains(what)) {
                may = rule.charAt(0) == '+';
            }
        }
        return may;
    }
}
