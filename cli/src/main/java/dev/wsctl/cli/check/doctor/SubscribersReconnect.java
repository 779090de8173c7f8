package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** DEL23: subscribers that were there in the first sample are gone in the second, and their like are new. */
final class SubscribersReconnect implements NodeCheck {
    private static final Rule RULE = Rule.of("DEL23", "Subscribers keep reconnecting")
            .why("Each reconnect is a gap: what is published in between is lost. A subscriber whose age never grows"
                    + " loses messages all day, and between two looks it is always connected.")
            .threshold("no subscriber is replaced by another of its name or host", "any in the window")
            .remedy(
                    "raise the client's socket timeout above the longest quiet time of its channels, or let it ping",
                    "{redis-cli} config get timeout",
                    "{redis-cli} config get client-output-buffer-limit",
                    "look for an idle timeout of a proxy between the instance and Redis")
            .affects("every message published while nobody listens");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Client> first = node.first().subscribers().need();
        List<Client> last = node.last().subscribers().need();
        Map<String, Integer> gone = without(first, last);
        Map<String, Integer> fresh = without(last, first);
        List<Found> found = new ArrayList<>();
        gone.forEach((who, times) -> {
            int again = Math.min(times, fresh.getOrDefault(who, 0));
            if (again > 0) {
                found.add(Found.warning(
                        who,
                        who + " reconnected while we watched: " + again + " of its subscribers started over",
                        again + " connections gone and as many new within " + Text.seconds(node.window())));
            }
        });
        return found;
    }

    /** Those of {@code these} that are not among {@code others}, counted by name, or by host for want of one. */
    private static Map<String, Integer> without(List<Client> these, List<Client> others) {
        Set<String> known = others.stream().map(Client::id).collect(Collectors.toSet());
        Map<String, Integer> counts = new TreeMap<>();
        for (Client client : these) {
            if (!known.contains(client.id())) {
                counts.merge(client.name().isEmpty() ? client.host() : client.name(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
