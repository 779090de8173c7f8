package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** SLO02: Redis disconnected clients because they read too slowly. */
final class SubscribersKilled implements NodeCheck {
    private static final String COUNTER = "client_output_buffer_limit_disconnections";

    private static final Rule RULE = Rule.of("SLO02", "Redis disconnected slow subscribers")
            .why("What waited for them is lost, and so is everything until they had subscribed again. Some clients"
                    + " never do: then the instance is deaf and its health check green.")
            .threshold(
                    "none",
                    COUNTER + " from Redis 7.4 on; before, a subscriber at its output limit that is gone at the"
                            + " second look")
            .remedy(
                    "wsctl subscribers: is every instance back?",
                    "a faster consumer, or fewer channels a connection",
                    "{redis-cli} config get client-output-buffer-limit; raise pubsub, never 0 0 0")
            .affects("the users of the instances that were cut off: a gap in every room");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        return node.info().fields().containsKey(COUNTER) ? counted(node) : vanished(node);
    }

    private static List<Found> counted(NodeEvidence node) {
        long now = node.growth(COUNTER);
        long all = node.number(COUNTER);
        if (now > 0) {
            return List.of(Found.critical(
                    node.address(),
                    Text.count(now, "slow client") + " disconnected while we watched",
                    COUNTER + " +" + now + " in " + Text.seconds(node.window()) + ", " + all + " since start"));
        }
        return all == 0
                ? List.of()
                : List.of(Found.info(
                        node.address(),
                        Text.count(all, "slow client") + " disconnected since Redis started; none while we watched",
                        COUNTER + " " + all));
    }

    private static List<Found> vanished(NodeEvidence node) {
        OutputLimit limit = OutputLimit.of(node);
        Set<String> still =
                node.last().subscribers().need().stream().map(Client::id).collect(Collectors.toSet());
        List<Client> gone = node.first().subscribers().need().stream()
                .filter(client -> limit.first() > 0 && client.number("omem") >= limit.first() / 2)
                .filter(client -> !still.contains(client.id()))
                .toList();
        return gone.isEmpty()
                ? List.of()
                : List.of(Found.critical(
                        node.address(),
                        Text.some(gone.stream().map(Client::label).toList()) + " read too slowly and was disconnected",
                        "omem " + gone.get(0).text("omem") + " of client-output-buffer-limit pubsub " + limit
                                + ", gone " + Text.seconds(node.window()) + " later"));
    }
}
