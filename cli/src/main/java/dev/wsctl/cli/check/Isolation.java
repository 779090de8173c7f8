package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Pairs of different instances between which nothing passes at all: finds the pattern they make, whose cause {@link
 * SilenceCause} names.
 */
final class Isolation {
    private final RoomTraffic traffic;
    private final List<Participant> present;
    private final List<Delivery> cross;
    private final SilenceCause cause;
    private final List<DeliveryFinding> findings = new ArrayList<>();
    private final Set<Delivery> explained = new LinkedHashSet<>();

    private Isolation(Verification measured, Set<Delivery> explainedBefore) {
        traffic = new RoomTraffic(measured.redis(), measured.participants().size());
        present = measured.participants().stream().filter(Participant::present).toList();
        cross = measured.deliveries().stream()
                .filter(pair -> !pair.local() && pair.sent() > 0 && !explainedBefore.contains(pair))
                .toList();
        cause = new SilenceCause(present, traffic);
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
            findings.add(cause.nobodyHears(cross, !withoutRedis.isEmpty()));
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

    private void one(Participant one) {
        List<Delivery> out =
                cross.stream().filter(pair -> pair.from().equals(one.label())).toList();
        List<Delivery> in =
                cross.stream().filter(pair -> pair.to().equals(one.label())).toList();
        boolean unheard = !out.isEmpty() && out.stream().allMatch(Delivery::silent);
        boolean deaf = !in.isEmpty() && in.stream().allMatch(Delivery::silent);
        if (unheard && deaf) {
            explained.addAll(out);
            explained.addAll(in);
            findings.add(cause.apart(one, out, in));
        } else if (deaf && !explained.containsAll(in)) {
            explained.addAll(in);
            // Of two, one is deaf or the other is mute: the pattern is the same.
            Participant other = other(one);
            findings.add(
                    present.size() == 2 && !traffic.publishes(other)
                            ? cause.mute(other, one, in)
                            : cause.deaf(one, in));
        } else if (unheard && present.size() > 2) {
            explained.addAll(out);
            findings.add(cause.unheard(one, out));
        }
    }

    private Participant other(Participant one) {
        return present.get(present.get(0).equals(one) ? 1 : 0);
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
        if (!between.isEmpty()) {
            explained.addAll(between);
            findings.add(cause.islands(islands, between));
        }
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
}
