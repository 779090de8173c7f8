package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AclUser;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** SEC03: the application's user may do more than an application should. */
final class DangerousCommands implements NodeCheck {
    /** Commands no chat server needs, with the categories that bring them. */
    private static final Map<String, List<String>> DANGEROUS = Map.of(
            "flushall", List.of("@dangerous", "@admin", "@keyspace", "@write"),
            "config|set", List.of("@dangerous", "@admin", "config"),
            "debug", List.of("@dangerous", "@admin"),
            "keys", List.of("@dangerous", "@keyspace", "@read"),
            "shutdown", List.of("@dangerous", "@admin"));

    private static final Rule RULE = Rule.of("SEC03", "Applications may use dangerous commands")
            .why("A mistake, or somebody who got into an instance, empties Redis, stops it, or writes files through"
                    + " CONFIG SET.")
            .threshold(
                    "users of open connections may not use flushall, config set, debug, keys, shutdown; only worth"
                            + " knowing while nothing but loopback is served",
                    "Redis: ACL, category @dangerous")
            .remedy(
                    "{redis-cli} acl setuser {user} -@dangerous +info",
                    "one user each for application and monitoring, with the keys and channels it needs")
            .affects("everything on this Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        Set<String> users = node.clients().need().stream()
                .map(client -> client.text("user"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Found> found = new ArrayList<>();
        for (AclUser user : node.acl().need()) {
            List<String> may = DANGEROUS.entrySet().stream()
                    .filter(command -> Exposure.may(user, command.getKey(), command.getValue()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (users.contains(user.name()) && !may.isEmpty()) {
                String title = "applications that log in as " + user.name() + " may use " + String.join(", ", may);
                String evidence = "rules " + String.join(" ", user.commands()) + "; "
                        + Text.count(connections(node, user), "connection");
                found.add((Exposure.beyondLoopback(node)
                                ? Found.warning(node.address(), title, evidence)
                                : Found.info(node.address(), title, evidence))
                        .with("user", user.name()));
            }
        }
        return found;
    }

    private static long connections(NodeEvidence node, AclUser user) {
        return node.clients().need().stream()
                .map((Client client) -> client.text("user"))
                .filter(user.name()::equals)
                .count();
    }
}
