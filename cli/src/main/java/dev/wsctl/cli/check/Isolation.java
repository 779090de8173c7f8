package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pairs of different instances between which nothing passes at all: what their pattern says, joined with what the
 * instances say of themselves and what Redis shows. A cause is named only where something shows it.
 */
final class Isolation {
    private static final String HEALTH = "curl -s http://%s/health/redis";
    private static final String SAME_REDIS =
            "give all instances the same Redis and the same REDIS_CHANNEL_PREFIX, with pub/sub enabled";

    private final RoomTraffic traffic;
    private final List<Participant> present;
    private final List<Delivery> cross;
    private final List<DeliveryFinding> findings = new ArrayList<>();
    private final Set<Delivery> explained = new LinkedHashSet<>();

    private Isolation(Verification measured, Set<Delivery> explainedBefore) {
        traffic = new RoomTraffic(measured.redis(), measured.participants().size());
        present = measured.participants().stream().filter(Participant::present).toList();
        cross = measured.deliveries().stream()
                .filter(pair -> !pair.local() && pair.sent() > 0 && !explainedBefore.contains(pair))
                .toList();
    }

    /** @param explainedBefore pairs whose losses have a cause already */
    static Isolation of(Verification measured, Set<Delivery> explainedBefore) {
        Isolation isolation = new Isolation(measured, explainedBefore);
        if (isolation.present.size() > 1) {
            isolation.judge();
        }
        return isolation;
    }

    List<DeliveryFinding> findings() {
        return findings;
    }

    /** Pairs that the findings speak of. */
    Set<Delivery> explained() {
        return explained;
    }

    private void judge() {
        boolean nobodyHears = !cross.isEmpty() && cross.stream().allMatch(Delivery::silent);
        List<Participant> withoutRedis =
                present.stream().filter(Isolation::withoutRedis).toList();
        if (nobodyHears && (withoutRedis.isEmpty() || withoutRedis.size() == present.size())) {
            explained.addAll(cross);
            nobodyHears(!withoutRedis.isEmpty());
            return;
        }
        for (Participant one : nobodyHears ? withoutRedis : present) {
            one(one);
        }
        islands();
    }

    private static boolean withoutRedis(Participant one) {
        return one.redis().state() == RedisLink.State.UNHEALTHY || one.redis().state() == RedisLink.State.DISABLED;
    }

    private void nobodyHears(boolean allWithoutRedis) {
        String evidence =
                "0 of " + sent(cross) + " deliveries between instances arrived" + said(present) + traffic.sentence();
        String start = "no instance hears another: ";
        List<Participant> silent =
                present.stream().filter(traffic::publishesNothing).toList();
        List<Participant> heard = present.stream().filter(traffic::publishes).toList();
        if (allWithoutRedis) {
            add("DEL02", "all instances", start + "all of them are without Redis", evidence, SAME_REDIS);
        } else if (differ(present)) {
            add("DEL13", "all instances", start + prefixes(present), evidence, samePrefix());
        } else if (silent.size() == present.size() && traffic.subscribers().orElse(0) > 0) {
            add(
                    "DEL05",
                    "all instances",
                    start + "each delivers to its own members only and publishes nothing",
                    evidence,
                    "publish every message to its room's channel",
                    "look for PUBLISH errors in the logs: permission (ACL), a replica, a full queue");
        } else if (!silent.isEmpty() && !heard.isEmpty() && traffic.lacksSubscribers()) {
            add(
                    "DEL02",
                    names(silent),
                    start + "they share no Redis; of " + names(silent) + " this one sees nothing",
                    evidence,
                    SAME_REDIS);
        } else if (heard.size() == present.size() && traffic.lacksSubscribers()) {
            add(
                    "DEL14",
                    "all instances",
                    start + "all publish, but too few subscribe",
                    evidence,
                    "wsctl subscribers --redis URL",
                    "restart those that do not subscribe");
        } else if (heard.size() == present.size() && traffic.hasAllSubscribers()) {
            add(
                    "DEL04",
                    "all instances",
                    start + "all publish and subscribe, but none processes what arrives",
                    evidence,
                    "look in the logs for messages that cannot be read, and for blocked threads");
        } else {
            add(
                    "DEL02",
                    "all instances",
                    start + "they share no Redis, or not the same channel prefix",
                    evidence,
                    SAME_REDIS);
        }
    }

    private void one(Participant one) {
        List<Delivery> out =
                cross.stream().filter(pair -> pair.from().equals(one.label())).toList();
        List<Delivery> in =
                cross.stream().filter(pair -> pair.to().equals(one.label())).toList();
        boolean unheard = !out.isEmpty() && out.stream().allMatch(Delivery::silent);
        boolean deaf = !in.isEmpty() && in.stream().allMatch(Delivery::silent);
        if (unheard && deaf) {
            apart(one, out, in);
        } else if (deaf && !explained.containsAll(in)) {
            // Of two, one is deaf or the other is mute: the pattern is the same.
            Participant other = others(one).get(0);
            if (present.size() == 2 && !traffic.publishes(other)) {
                mute(other, one, in);
            } else {
                deaf(one, in);
            }
        } else if (unheard && present.size() > 2) {
            unheard(one, out);
        }
    }

    private void apart(Participant one, List<Delivery> out, List<Delivery> in) {
        explained.addAll(out);
        explained.addAll(in);
        boolean prefix = others(one).stream().allMatch(other -> traffic.differ(one, other));
        add(
                prefix ? "DEL13" : "DEL03",
                one.label(),
                one.label() + " neither hears " + names(others(one)) + " nor is heard by them: "
                        + (prefix ? prefixes(present) : cutOff(one)),
                "0 of " + (sent(out) + sent(in)) + " deliveries arrived" + evidence(one),
                HEALTH.formatted(hostAndPort(one)),
                "compare its REDIS_URL and REDIS_CHANNEL_PREFIX with those of the others");
    }

    private String cutOff(Participant one) {
        return switch (one.redis().state()) {
            case UNHEALTHY -> "it is cut off from Redis";
            case DISABLED -> "its Redis is switched off";
            case HEALTHY ->
                traffic.publishesNothing(one) && traffic.lacksSubscribers()
                        ? "it uses another Redis; this one sees nothing of it"
                        : "it uses another Redis or another channel prefix";
            case NOT_TOLD ->
                traffic.publishesNothing(one) && traffic.lacksSubscribers()
                        ? "it is cut off from Redis, or uses another one; this one sees nothing of it"
                        : "it is cut off from Redis, or uses another Redis or channel prefix";
        };
    }

    private void deaf(Participant one, List<Delivery> in) {
        explained.addAll(in);
        String start = one.label() + " is heard by " + names(others(one)) + " but does not hear them: ";
        String evidence = "0 of " + sent(in) + " deliveries to it arrived" + evidence(one);
        if (traffic.hasSeveralFamilies()) {
            add("DEL13", one.label(), start + "it subscribes under another prefix", evidence, samePrefix());
        } else if (traffic.lacksSubscribers()) {
            add(
                    "DEL14",
                    one.label(),
                    start + "its subscription is missing",
                    evidence,
                    "restart it, or make it subscribe again",
                    "look in its log for the lost connection: output buffer limit, failover, proxy timeout");
        } else if (traffic.hasAllSubscribers()) {
            add(
                    "DEL04",
                    one.label(),
                    start + "it is subscribed, but does not process what arrives",
                    evidence,
                    "wsctl subscribers --redis URL: unread output grows while it hangs",
                    "restart it; look for a blocked event loop or thread");
        } else {
            add(
                    "DEL04",
                    one.label(),
                    start + "its subscription is deaf",
                    evidence,
                    "wsctl subscribers --redis URL, to see whether it still subscribes",
                    "restart it, or make it subscribe again");
        }
    }

    /** Of two instances nothing passes from one to the other, and nobody saw it publish. */
    private void mute(Participant sender, Participant receiver, List<Delivery> out) {
        if (traffic.publishesNothing(sender)) {
            unheard(sender, out);
            return;
        }
        explained.addAll(out);
        add(
                "DEL06",
                sender.label() + " → " + receiver.label(),
                "nothing passes from " + sender.label() + " to " + receiver.label()
                        + ": the one does not publish, or the" + " other does not hear",
                "0 of " + sent(out) + " deliveries arrived" + said(List.of(sender, receiver)) + traffic.sentence(),
                "wsctl verify with --redis URL tells which",
                HEALTH.formatted(hostAndPort(sender)));
    }

    private void unheard(Participant one, List<Delivery> out) {
        explained.addAll(out);
        String start = one.label() + " hears " + names(others(one)) + " but is not heard by them: ";
        String evidence = "0 of " + sent(out) + " deliveries from it arrived" + evidence(one);
        if (others(one).stream().allMatch(other -> traffic.differ(one, other))) {
            add("DEL13", one.label(), start + prefixes(present), evidence, samePrefix());
        } else if (traffic.publishes(one)) {
            add(
                    "DEL05",
                    one.label(),
                    start + "its messages reach Redis, and the others drop them",
                    evidence,
                    "compare versions and encodings, and look in the others' logs for messages they cannot read",
                    "give every instance an id of its own: equal ids make each take the other's messages for its own");
        } else {
            add(
                    "DEL05",
                    one.label(),
                    start
                            + (traffic.publishesNothing(one)
                                    ? "it publishes nothing"
                                    : "its messages do not get published"),
                    evidence,
                    "look for PUBLISH errors in its log: permission (ACL), a replica, a full queue");
        }
    }

    /** Groups that hear each other within, and nothing between them. */
    private void islands() {
        List<Set<String>> islands = new ArrayList<>();
        for (Participant one : present) {
            if (islands.stream().noneMatch(island -> island.contains(one.label()))) {
                islands.add(reachable(one.label()));
            }
        }
        List<Delivery> between = cross.stream()
                .filter(pair -> pair.silent() && !explained.contains(pair))
                .filter(pair -> islands.stream()
                        .noneMatch(island -> island.contains(pair.from()) && island.contains(pair.to())))
                .toList();
        if (between.isEmpty()) {
            return;
        }
        explained.addAll(between);
        String groups = islands.stream()
                .map(island -> Phrase.names(List.copyOf(island), "with"))
                .collect(Collectors.joining(" and "));
        add(
                "DEL12",
                "all instances",
                "the instances form " + islands.size() + " groups that do not hear each other: " + groups,
                "0 of " + sent(between) + " deliveries between the groups arrived" + traffic.sentence(),
                "give all instances the same Redis and the same REDIS_CHANNEL_PREFIX");
    }

    private Set<String> reachable(String from) {
        Set<String> island = new LinkedHashSet<>(List.of(from));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Delivery pair : cross) {
                if (pair.delivered() > 0 && (island.contains(pair.from()) || island.contains(pair.to()))) {
                    grew |= island.addAll(List.of(pair.from(), pair.to()));
                }
            }
        }
        return island;
    }

    private boolean differ(List<Participant> ones) {
        return ones.stream()
                .anyMatch(one -> ones.stream().anyMatch(other -> !other.equals(one) && traffic.differ(one, other)));
    }

    private String prefixes(List<Participant> ones) {
        return "the channel prefix differs; "
                + ones.stream()
                        .filter(one -> !traffic.channelsOf(one).isEmpty())
                        .map(one -> one.label() + " publishes on " + String.join(" and ", traffic.channelsOf(one)))
                        .collect(Collectors.joining(", "));
    }

    private static String samePrefix() {
        return "give all instances the same REDIS_CHANNEL_PREFIX";
    }

    private String evidence(Participant one) {
        return said(List.of(one)) + traffic.sentence();
    }

    private static String said(List<Participant> ones) {
        StringBuilder said = new StringBuilder();
        for (Participant one : ones) {
            RedisLink link = one.redis();
            if (link.state() != RedisLink.State.NOT_TOLD) {
                said.append("; ")
                        .append(one.label())
                        .append("/health/redis says ")
                        .append(link.detail());
            }
        }
        return said.toString();
    }

    private List<Participant> others(Participant one) {
        return present.stream().filter(other -> !other.equals(one)).toList();
    }

    private static String names(List<Participant> ones) {
        return Phrase.names(ones.stream().map(Participant::label).toList(), "and");
    }

    private static String hostAndPort(Participant one) {
        String rest = one.url().substring(one.url().indexOf("://") + 3);
        int path = rest.indexOf('/');
        return path < 0 ? rest : rest.substring(0, path);
    }

    private static long sent(List<Delivery> pairs) {
        return pairs.stream().mapToLong(Delivery::sent).sum();
    }

    private void add(String code, String subject, String title, String evidence, String... remedy) {
        findings.add(new DeliveryFinding(code, Status.CRITICAL, subject, title, evidence, List.of(remedy)));
    }
}
