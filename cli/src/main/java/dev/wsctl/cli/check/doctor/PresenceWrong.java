package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** TOP06: presence counts users of instances that are gone. */
final class PresenceWrong implements Check {
    private static final Rule RULE = Rule.of("TOP06", "Presence counts users who are gone")
            .why("An instance that dies leaves its users in the sorted sets. The others remove them; where none does,"
                    + " the counts grow with every crash.")
            .threshold(
                    "every entry belongs to an instance with a heartbeat, and was confirmed within 35 s",
                    "docs/protocol.md: presence")
            .remedy(
                    "wsctl presence: who stands there, and who put him there?",
                    "redis-cli zrange {key} 0 -1 | grep '^{instance}:' | xargs -r redis-cli zrem {key}; the same for"
                            + " members and admins",
                    "does any instance still live? Each removes the others' leftovers with its heartbeat")
            .affects("the numbers of users that are shown");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        Presence presence = evidence.surroundings().presence().need();
        if (presence.members().isEmpty() && presence.stale().isEmpty()) {
            throw new AbsentException("nobody keeps presence under " + evidence.prefix() + ":presence:global:*");
        }
        Set<String> alive =
                evidence.heartbeats().need().stream().map(InstanceStatus::id).collect(Collectors.toSet());
        Map<String, Long> gone = new TreeMap<>(presence.members());
        gone.keySet().removeAll(alive);
        List<Found> found = new ArrayList<>();
        gone.forEach((instance, entries) -> found.add(of(
                evidence,
                instance,
                Text.count(entries, "user") + " of " + instance + (entries == 1 ? " is" : " are")
                        + " counted, which has no heartbeat",
                "confirmed within 35 s; heartbeats of " + (alive.isEmpty() ? "nobody" : Text.some(sorted(alive))))));
        presence.stale()
                .forEach((instance, entries) -> found.add(of(
                        evidence,
                        instance,
                        Text.entries(entries) + " of " + instance + (entries == 1 ? " was" : " were")
                                + " not confirmed, and nobody removed them",
                        "older than 35 s by Redis' clock")));
        return found;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static Found of(Evidence evidence, String instance, String title, String seen) {
        return Found.warning(instance, title, seen)
                .with("instance", instance)
                .with("key", evidence.prefix() + ":presence:global:guests");
    }
}
