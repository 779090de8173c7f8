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
import java.util.function.ToLongFunction;

/**
 * N1: judges whether messages reach every instance, and names the cause as far as the pattern of failing pairs shows it.
 */
public final class DeliveryCheck {
    private static final String HEALTH = "curl -s http://%s/health/redis";

    private final Verification measured;
    private final List<DeliveryFinding> findings = new ArrayList<>();
    /** Lost pairs that a finding already speaks of. */
    private final Set<Delivery> explained = new LinkedHashSet<>();

    private DeliveryCheck(Verification measured) {
        this.measured = measured;
    }

    /** The verdict and what led to it, worst first. */
    public record Judgement(Status status, List<DeliveryFinding> findings) {
        public Judgement {
            findings = List.copyOf(findings);
        }
    }

    public static Judgement judge(Verification measured) {
        DeliveryCheck check = new DeliveryCheck(measured);
        check.absent();
        check.isolated();
        check.partlyLost();
        check.duplicated();
        check.reordered();
        check.misrouted();
        check.unmeasured();
        Status status = Status.OK;
        for (DeliveryFinding finding : check.findings) {
            status = status.worse(finding.severity());
        }
        return new Judgement(status, check.findings);
    }

    private void absent() {
        for (Participant one : measured.participants()) {
            if (one.joined() < one.asked() || !one.failures().isEmpty()) {
                String how = one.present()
                        ? "lost some of its members: " + one.joined() + " of " + one.asked() + " stayed"
                        : "cannot be joined";
                add(
                        "DEL01",
                        Status.CRITICAL,
                        one.label(),
                        one.label() + " " + how,
                        one.failures().isEmpty() ? "no reason given" : String.join("; ", one.failures()),
                        "check the URL " + one.url() + " and that the server runs and accepts this dialect");
            }
        }
    }

    /** Pairs of different instances between which nothing passes at all, and what their pattern says. */
    private void isolated() {
        List<Participant> present =
                measured.participants().stream().filter(Participant::present).toList();
        if (present.size() < 2) {
            return;
        }
        List<Delivery> cross = measured.deliveries().stream()
                .filter(pair -> !pair.local() && pair.sent() > 0)
                .toList();
        boolean nobodyHears = !cross.isEmpty() && cross.stream().allMatch(Delivery::silent);
        List<Participant> withoutRedis =
                present.stream().filter(DeliveryCheck::withoutRedis).toList();
        if (nobodyHears && (withoutRedis.isEmpty() || withoutRedis.size() == present.size())) {
            explained.addAll(cross);
            add(
                    "DEL02",
                    Status.CRITICAL,
                    "all instances",
                    "no instance hears another: "
                            + (withoutRedis.isEmpty()
                                    ? "they share no Redis, or not the same channel prefix"
                                    : "all of them are without Redis"),
                    "0 of " + total(cross, Delivery::sent) + " deliveries between instances arrived" + said(present)
                            + redisView(),
                    "give all instances the same Redis and the same REDIS_CHANNEL_PREFIX, with pub/sub enabled");
            return;
        }
        for (Participant one : nobodyHears ? withoutRedis : present) {
            isolated(one, cross);
        }
        islands(present, cross);
    }

    private static boolean withoutRedis(Participant one) {
        return one.redis().state() == RedisLink.State.UNHEALTHY || one.redis().state() == RedisLink.State.DISABLED;
    }

    /** Groups that hear each other within, and nothing between them. */
    private void islands(List<Participant> present, List<Delivery> cross) {
        List<Set<String>> islands = new ArrayList<>();
        for (Participant one : present) {
            if (islands.stream().noneMatch(island -> island.contains(one.label()))) {
                islands.add(reachable(one.label(), cross));
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
        add(
                "DEL12",
                Status.CRITICAL,
                "all instances",
                "the instances form " + islands.size() + " groups that do not hear each other: "
                        + names(
                                islands.stream()
                                        .map(island -> names(List.copyOf(island), "with"))
                                        .toList(),
                                "and"),
                "0 of " + total(between, Delivery::sent) + " deliveries between the groups arrived" + redisView(),
                "give all instances the same Redis and the same REDIS_CHANNEL_PREFIX");
    }

    private static Set<String> reachable(String from, List<Delivery> cross) {
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

    private void isolated(Participant one, List<Delivery> cross) {
        List<Delivery> out =
                cross.stream().filter(pair -> pair.from().equals(one.label())).toList();
        List<Delivery> in =
                cross.stream().filter(pair -> pair.to().equals(one.label())).toList();
        boolean unheard = !out.isEmpty() && out.stream().allMatch(Delivery::silent);
        boolean deaf = !in.isEmpty() && in.stream().allMatch(Delivery::silent);
        String others = names(
                measured.participants().stream()
                        .filter(other -> other.present() && !other.equals(one))
                        .map(Participant::label)
                        .toList(),
                "and");
        String evidence = said(List.of(one)) + redisView();
        if (unheard && deaf) {
            explained.addAll(out);
            explained.addAll(in);
            add(
                    "DEL03",
                    Status.CRITICAL,
                    one.label(),
                    one.label() + " neither hears " + others + " nor is heard by them: " + cutOff(one),
                    "0 of " + (total(out, Delivery::sent) + total(in, Delivery::sent)) + " deliveries arrived"
                            + evidence,
                    HEALTH.formatted(hostAndPort(one)),
                    "compare its REDIS_URL and REDIS_CHANNEL_PREFIX with those of the others");
        } else if (deaf) {
            explained.addAll(in);
            add(
                    "DEL04",
                    Status.CRITICAL,
                    one.label(),
                    one.label() + " is heard by " + others + " but does not hear them: its subscription is deaf",
                    "0 of " + total(in, Delivery::sent) + " deliveries to it arrived" + evidence,
                    "wsctl subscribers --redis URL, to see whether it still subscribes",
                    "restart it, or make it subscribe again");
        } else if (unheard) {
            explained.addAll(out);
            add(
                    "DEL05",
                    Status.CRITICAL,
                    one.label(),
                    one.label() + " hears " + others + " but is not heard by them: its messages do not get published",
                    "0 of " + total(out, Delivery::sent) + " deliveries from it arrived" + evidence,
                    "look for PUBLISH errors in its log: permission (ACL), a replica, a full queue");
        }
    }

    private static String cutOff(Participant one) {
        return switch (one.redis().state()) {
            case UNHEALTHY -> "it is cut off from Redis";
            case DISABLED -> "its Redis is switched off";
            case HEALTHY -> "it uses another Redis or another channel prefix";
            case NOT_TOLD -> "it is cut off from Redis, or uses another Redis or channel prefix";
        };
    }

    private void partlyLost() {
        for (Delivery pair : measured.deliveries()) {
            if (pair.lost() == 0 || explained.contains(pair)) {
                continue;
            }
            String where = pair.local()
                    ? pair.from() + " loses messages to its own members"
                    : pair.silent()
                            ? "nothing passes from " + pair.from() + " to " + pair.to()
                            : "messages are lost from " + pair.from() + " to " + pair.to();
            add(
                    "DEL06",
                    Status.CRITICAL,
                    arrow(pair),
                    where,
                    pair.lost() + " of " + pair.sent() + " lost" + redisView(),
                    pair.local()
                            ? "look in the log of " + pair.to() + " for closed connections and full queues"
                            : "wsctl subscribers --redis URL: output buffers, and ages that start over");
        }
    }

    private void duplicated() {
        for (Delivery pair : measured.deliveries()) {
            if (pair.duplicated() > 0) {
                add(
                        "DEL07",
                        Status.CRITICAL,
                        arrow(pair),
                        pair.local()
                                ? pair.to() + " delivers its own messages twice: once itself, once when they come back"
                                        + " from Redis"
                                : pair.to() + " delivers messages of " + pair.from() + " more than once",
                        pair.duplicated() + " of " + pair.sent() + " delivered again",
                        pair.local()
                                ? "make it drop messages from Redis that carry its own instance id"
                                : "look for a second subscription of the same channel on " + pair.to());
            }
        }
    }

    private void reordered() {
        for (Delivery pair : measured.deliveries()) {
            if (pair.reordered() > 0) {
                add(
                        "DEL08",
                        Status.CRITICAL,
                        arrow(pair),
                        "messages of one sender on " + pair.from() + " overtake each other on the way to " + pair.to(),
                        pair.reordered() + " of " + pair.delivered() + " out of order",
                        "publish the messages of a room on one connection, and hand them on from one thread");
            }
        }
    }

    private void misrouted() {
        for (Delivery pair : measured.deliveries()) {
            if (pair.misrouted() > 0) {
                add(
                        "DEL09",
                        Status.CRITICAL,
                        arrow(pair),
                        "messages from " + pair.from() + " reach members of another room on " + pair.to(),
                        pair.misrouted() + " deliveries to the wrong room",
                        "check how rooms are mapped to channels and members");
            }
        }
    }

    /** What could not be measured must not read as healthy. */
    private void unmeasured() {
        List<String> unmeasured = measured.deliveries().stream()
                .filter(pair -> pair.sent() == 0 && present(pair.from()) && present(pair.to()))
                .map(DeliveryCheck::arrow)
                .toList();
        if (!unmeasured.isEmpty() || (measured.deliveries().isEmpty() && findings.isEmpty())) {
            add(
                    "DEL11",
                    Status.UNKNOWN,
                    names(unmeasured, "and"),
                    "nothing was sent, so nothing is known",
                    "0 messages",
                    "raise --rounds");
        }
    }

    private boolean present(String label) {
        return measured.participants().stream().anyMatch(one -> one.label().equals(label) && one.present());
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

    private String redisView() {
        if (measured.redis().isEmpty()) {
            return "";
        }
        Verification.RedisView view = measured.redis().get();
        String rooms = view.subscribers().isEmpty()
                ? "no instance subscribed to the rooms"
                : view.subscribers().get(0) + " of " + measured.participants().size()
                        + " instances subscribed to the rooms";
        return "; Redis saw " + rooms
                + (view.instances().isEmpty() ? "" : ", heartbeats of " + names(view.instances(), "and"));
    }

    private static String hostAndPort(Participant one) {
        String rest = one.url().substring(one.url().indexOf("://") + 3);
        int path = rest.indexOf('/');
        return path < 0 ? rest : rest.substring(0, path);
    }

    private static String arrow(Delivery pair) {
        return pair.from() + " → " + pair.to();
    }

    private static long total(List<Delivery> pairs, ToLongFunction<Delivery> count) {
        return pairs.stream().mapToLong(count).sum();
    }

    private static String names(List<String> names, String last) {
        int n = names.size();
        return n < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, n - 1)) + " " + last + " " + names.get(n - 1);
    }

    private void add(String code, Status severity, String subject, String title, String evidence, String... remedy) {
        findings.add(new DeliveryFinding(code, severity, subject, title, evidence, List.of(remedy)));
    }
}
