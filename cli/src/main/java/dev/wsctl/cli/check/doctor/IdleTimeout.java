package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CON05: Redis closes idle connections. */
final class IdleTimeout implements NodeCheck {
    private static final Rule RULE = Rule.of("CON05", "Redis closes idle connections")
            .why("Subscribers are exempt, publishers and pool members are not: the first command after a quiet time"
                    + " fails or pays for a new connection.")
            .threshold("timeout 0", "Redis: timeout, which leaves out pub/sub clients")
            .remedy(
                    "{redis-cli} config set timeout 0",
                    "or let clients check their connections more often than every {timeout} s")
            .affects("the first message after a quiet time");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        long timeout = node.configNumber("timeout");
        return timeout == 0
                ? List.of()
                : List.of(Found.info(
                                node.address(),
                                "connections that are idle for " + timeout + " s are closed, subscribers excepted",
                                "timeout " + timeout)
                        .with("timeout", String.valueOf(timeout)));
    }
}
