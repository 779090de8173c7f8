package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** DEL24: the same rooms, or the same kind of instance, under more than one prefix. */
final class PrefixesDiffer implements Check {
    private static final String SERVICE = ":pubsub:global:broadcast";

    private static final Rule RULE = Rule.of("DEL24", "Instances use different channel prefixes")
            .why("Instances that prefix their channels differently share a Redis and hear nothing of each other. Each"
                    + " looks healthy by itself.")
            .threshold("one prefix for one application", "any second one with the same rooms or instances")
            .remedy(
                    "give all instances the same REDIS_CHANNEL_PREFIX",
                    "wsctl channels '*:{room}'",
                    "wsctl doctor --suppress DEL24, if these are different applications on purpose")
            .affects("all delivery between those instances");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        Map<String, Set<String>> prefixesByRoom = new TreeMap<>();
        for (NodeEvidence node : evidence.nodes()) {
            node.pubsub().need().channels().keySet().forEach(channel -> note(channel, prefixesByRoom));
        }
        List<Found> found = new ArrayList<>();
        Set<String> services = prefixesByRoom.getOrDefault(SERVICE.substring(1), Set.of());
        Set<String> registered = evidence.otherPrefixes().present()
                ? evidence.otherPrefixes().need().keySet()
                : Set.<String>of();
        Set<String> instances = new TreeSet<>(services);
        instances.addAll(registered);
        if (instances.size() > 1) {
            found.add(Found.warning(
                            String.join(", ", instances),
                            "instances use " + instances.size() + " prefixes: " + String.join(", ", instances),
                            "heartbeats under " + (registered.isEmpty() ? "none" : String.join(", ", registered))
                                    + "; service channels of "
                                    + (services.isEmpty() ? "none" : String.join(", ", services)))
                    .with("room", SERVICE.substring(1)));
        }
        Map<String, Set<String>> families = prefixesByRoom.entrySet().stream()
                .filter(room -> room.getValue().size() > 1 && !instances.containsAll(room.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        if (!families.isEmpty()) {
            Set<String> prefixes = new TreeSet<>();
            families.values().forEach(prefixes::addAll);
            String room = families.keySet().iterator().next();
            found.add(Found.warning(
                            String.join(", ", prefixes),
                            "the same rooms exist under " + prefixes.size() + " prefixes: "
                                    + String.join(", ", prefixes),
                            "channels "
                                    + families.getOrDefault(room, Set.of()).stream()
                                            .map(prefix -> prefix + ":" + room)
                                            .collect(Collectors.joining(", "))
                                    + (families.size() > 1 ? " and " + (families.size() - 1) + " more rooms" : ""))
                    .with("room", room));
        }
        return found;
    }

    /** {@code chat:lobby} is room lobby of chat; the service channel's prefix is all before it. */
    private static void note(String channel, Map<String, Set<String>> prefixesByRoom) {
        int colon = channel.endsWith(SERVICE) ? channel.length() - SERVICE.length() : channel.indexOf(':');
        if (colon > 0 && channel.indexOf('#') < 0) {
            prefixesByRoom
                    .computeIfAbsent(channel.substring(colon + 1), room -> new TreeSet<>())
                    .add(channel.substring(0, colon));
        }
    }
}
