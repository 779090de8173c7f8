package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * N1: judges whether messages reach every instance, and names the cause as far as the pattern of failing pairs shows it.
 */
public final class DeliveryCheck {
    private final Verification measured;
    private final RoomTraffic traffic;
    private final List<DeliveryFinding> findings = new ArrayList<>();
    /** Lost pairs that a finding already speaks of. */
    private final Set<Delivery> explained = new LinkedHashSet<>();

    private DeliveryCheck(Verification measured) {
        this.measured = measured;
        this.traffic = new RoomTraffic(measured.redis(), measured.participants().size());
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
        check.strewn();
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
                        remedy(one));
            }
        }
    }

    /** What answered, but not as expected, speaks another protocol or another path; what did not answer may not run. */
    private static String[] remedy(Participant one) {
        String check = "check the URL " + one.url();
        if (one.present()) {
            return new String[] {"look in its log for why they were closed"};
        }
        String failures = String.join("; ", one.failures());
        if (failures.contains("does not let it join")) {
            return new String[] {
                "it speaks this protocol, but wants another room, a login or a token",
                "a template takes them, beginning from the one you named: wsctl help dialects"
            };
        }
        if (failures.contains("refused") || failures.contains("unreachable")) {
            return new String[] {check + ": does a server run there?"};
        }
        if (failures.contains("HTTP 5")) {
            return new String[] {"it answers, but fails: look in its log. Does it reach its Redis?"};
        }
        if (failures.contains("HTTP 403")) {
            return new String[] {
                "does it want an Origin that it knows, as Django does? -H 'Origin: https://chat.example.com'",
                "does it want a token? -H 'Authorization: Bearer …', or as it stands in the URL"
            };
        }
        return new String[] {
            check + "; the reference server's path is /ws",
            "is it Socket.IO? wsctl verify --dialect socketio",
            "a protocol of your own takes a template of four lines: wsctl help dialects"
        };
    }

    /** Instances that spread the rooms over several servers differently meet in some rooms, and in others never. */
    private void strewn() {
        List<Delivery> apart = measured.deliveries().stream()
                .filter(pair -> pair.lost() > 0 && traffic.apart(pair.from(), pair.to()))
                .toList();
        if (apart.isEmpty()) {
            return;
        }
        explained.addAll(apart);
        List<String> names = apart.stream()
                .flatMap(pair -> Stream.of(pair.from(), pair.to()))
                .distinct()
                .sorted()
                .toList();
        add(
                "DEL15",
                Status.CRITICAL,
                Phrase.names(names, "and"),
                Phrase.names(names, "and") + " keep the same room on different servers",
                traffic.strewnRoom() + "; "
                        + apart.stream().mapToLong(Delivery::lost).sum() + " of "
                        + apart.stream().mapToLong(Delivery::sent).sum() + " deliveries between them were lost",
                "give all instances the same REDIS_URL and the same REDIS_SHARD_URLS, in the same order",
                "wsctl channels with all servers: which rooms are on the wrong one?");
    }

    private void isolated() {
        Isolation isolation = Isolation.of(measured, explained);
        findings.addAll(isolation.findings());
        explained.addAll(isolation.explained());
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
                    pair.lost() + " of " + pair.sent() + " lost" + traffic.sentence(),
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
                    Phrase.names(unmeasured, "and"),
                    "nothing was sent, so nothing is known",
                    "0 messages",
                    "raise --rounds");
        }
    }

    private boolean present(String label) {
        return measured.participants().stream().anyMatch(one -> one.label().equals(label) && one.present());
    }

    private static String arrow(Delivery pair) {
        return pair.from() + " → " + pair.to();
    }

    private void add(String code, Status severity, String subject, String title, String evidence, String... remedy) {
        findings.add(new DeliveryFinding(code, severity, subject, title, evidence, List.of(remedy)));
    }
}
