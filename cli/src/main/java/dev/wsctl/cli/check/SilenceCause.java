package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names the cause of a silence between instances, from what they say of themselves and what Redis shows. A cause is named
 * only where something shows it.
 */
final class SilenceCause {
    private static final String HEALTH = "curl -s http://%s/health/redis";
    private static final String SAME_REDIS =
            "give all instances the same Redis and the same REDIS_CHANNEL_PREFIX, with pub/sub enabled";
    private static final String SAME_PREFIX = "give all instances the same REDIS_CHANNEL_PREFIX";

    private final List<Participant> present;
    private final RoomTraffic traffic;

    /** @param present those that could be joined */
    SilenceCause(List<Participant> present, RoomTraffic traffic) {
        this.present = present;
        this.traffic = traffic;
    }

    /** @param allWithoutRedis they say so themselves */
    DeliveryFinding nobodyHears(List<Delivery> cross, boolean allWithoutRedis) {
        String evidence =
                "0 of " + sent(cross) + " deliveries between instances arrived" + said(present) + traffic.sentence();
        String start = "no instance hears another: ";
        if (allWithoutRedis) {
            return finding("DEL02", "all instances", start + "all of them are without Redis", evidence, SAME_REDIS);
        }
        if (differ(present)) {
            return finding("DEL13", "all instances", start + prefixes(present), evidence, SAME_PREFIX);
        }
        List<Participant> silent =
                present.stream().filter(traffic::publishesNothing).toList();
        List<Participant> heard = present.stream().filter(traffic::publishes).toList();
        if (silent.size() == present.size() && traffic.subscribers().orElse(0) > 0) {
            return finding(
                    "DEL05",
                    "all instances",
                    start + "each delivers to its own members only and publishes nothing",
                    evidence,
                    "publish every message to its room's channel",
                    "look for PUBLISH errors in the logs: permission (ACL), a replica, a full queue");
        }
        if (!silent.isEmpty() && !heard.isEmpty() && traffic.lacksSubscribers()) {
            return finding(
                    "DEL02",
                    names(silent),
                    start + "they share no Redis; of " + names(silent) + " this one sees nothing",
                    evidence,
                    SAME_REDIS);
        }
        if (heard.size() == present.size() && traffic.lacksSubscribers()) {
            return finding(
                    "DEL14",
                    "all instances",
                    start + "all publish, but too few subscribe",
                    evidence,
                    "wsctl subscribers --redis URL",
                    "restart those that do not subscribe");
        }
        if (heard.size() == present.size() && traffic.hasAllSubscribers()) {
            return finding(
                    "DEL04",
                    "all instances",
                    start + "all publish and subscribe, but none processes what arrives",
                    evidence,
                    "look in the logs for messages that cannot be read, and for blocked threads");
        }
        return finding(
                "DEL02",
                "all instances",
                start + "they share no Redis, or not the same channel prefix",
                evidence,
                SAME_REDIS);
    }

    /** It neither hears the others nor is heard. */
    DeliveryFinding apart(Participant one, List<Delivery> out, List<Delivery> in) {
        boolean prefix = others(one).stream().allMatch(other -> traffic.differ(one, other));
        return finding(
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

    /** It is heard, and hears nobody. */
    DeliveryFinding deaf(Participant one, List<Delivery> in) {
        String start = one.label() + " is heard by " + names(others(one)) + " but does not hear them: ";
        String evidence = "0 of " + sent(in) + " deliveries to it arrived" + evidence(one);
        if (traffic.hasSeveralFamilies()) {
            return finding("DEL13", one.label(), start + "it subscribes under another prefix", evidence, SAME_PREFIX);
        }
        if (traffic.lacksSubscribers()) {
            return finding(
                    "DEL14",
                    one.label(),
                    start + "its subscription is missing",
                    evidence,
                    "restart it, or make it subscribe again",
                    "look in its log for the lost connection: output buffer limit, failover, proxy timeout");
        }
        if (traffic.hasAllSubscribers()) {
            return finding(
                    "DEL04",
                    one.label(),
                    start + "it is subscribed, but does not process what arrives",
                    evidence,
                    "wsctl subscribers --redis URL: unread output grows while it hangs",
                    "restart it; look for a blocked event loop or thread");
        }
        return finding(
                "DEL04",
                one.label(),
                start + "its subscription is deaf",
                evidence,
                "wsctl subscribers --redis URL, to see whether it still subscribes",
                "restart it, or make it subscribe again");
    }

    /** Of two instances nothing passes from one to the other, and nobody saw it publish. */
    DeliveryFinding mute(Participant sender, Participant receiver, List<Delivery> out) {
        if (traffic.publishesNothing(sender)) {
            return unheard(sender, out);
        }
        return finding(
                "DEL06",
                sender.label() + " → " + receiver.label(),
                "nothing passes from " + sender.label() + " to " + receiver.label()
                        + ": the one does not publish, or the other does not hear",
                "0 of " + sent(out) + " deliveries arrived" + said(List.of(sender, receiver)) + traffic.sentence(),
                "wsctl verify with --redis URL tells which",
                HEALTH.formatted(hostAndPort(sender)));
    }

    /** It hears, and nobody hears it. */
    DeliveryFinding unheard(Participant one, List<Delivery> out) {
        String start = one.label() + " hears " + names(others(one)) + " but is not heard by them: ";
        String evidence = "0 of " + sent(out) + " deliveries from it arrived" + evidence(one);
        if (others(one).stream().allMatch(other -> traffic.differ(one, other))) {
            return finding("DEL13", one.label(), start + prefixes(present), evidence, SAME_PREFIX);
        }
        if (traffic.publishes(one)) {
            return finding(
                    "DEL05",
                    one.label(),
                    start + "its messages reach Redis, and the others drop them",
                    evidence,
                    "compare versions and encodings, and look in the others' logs for messages they cannot read",
                    "give every instance an id of its own: equal ids make each take the other's messages for its own");
        }
        return finding(
                "DEL05",
                one.label(),
                start + (traffic.publishesNothing(one) ? "it publishes nothing" : "its messages do not get published"),
                evidence,
                "look for PUBLISH errors in its log: permission (ACL), a replica, a full queue");
    }

    /** @param between the pairs that lead from one island to another */
    DeliveryFinding islands(List<Set<String>> islands, List<Delivery> between) {
        String groups = islands.stream()
                .map(island -> Phrase.names(List.copyOf(island), "with"))
                .collect(Collectors.joining(" and "));
        return finding(
                "DEL12",
                "all instances",
                "the instances form " + islands.size() + " groups that do not hear each other: " + groups,
                "0 of " + sent(between) + " deliveries between the groups arrived" + traffic.sentence(),
                "give all instances the same Redis and the same REDIS_CHANNEL_PREFIX");
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

    private static DeliveryFinding finding(
            String code, String subject, String title, String evidence, String... remedy) {
        return new DeliveryFinding(code, Status.CRITICAL, subject, title, evidence, List.of(remedy));
    }
}
