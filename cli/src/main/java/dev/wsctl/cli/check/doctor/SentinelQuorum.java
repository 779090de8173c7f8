package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.SentinelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** TOP02: sentinels that could not replace the master, or do not agree which one it is. */
final class SentinelQuorum implements Check {
    private static final Rule RULE = Rule.of("TOP02", "The sentinels cannot replace the master")
            .why(
                    "A failover needs the quorum to call the master down and most of the sentinels to choose who acts. With"
                            + " too few of them nothing happens when the master dies, and nobody notices before.")
            .threshold(
                    "three sentinels or more, a quorum that they can reach, all of them answering and of one mind",
                    "Redis: Sentinel")
            .remedy(
                    "redis-cli -h {host} -p {port} sentinel ckquorum {master}",
                    "start further sentinels, on machines of their own: three, with a quorum of two",
                    "redis-cli -h {host} -p {port} sentinel set {master} quorum 2, on each of them",
                    "redis-cli -h {host} -p {port} sentinel reset {master}, on each in turn, where they remember ones that"
                            + " are gone")
            .affects("everything, when the master dies: no other takes over");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<SentinelView> all = evidence.surroundings().sentinels().need();
        List<SentinelView> answering =
                all.stream().filter(view -> view.trouble().isEmpty()).toList();
        if (answering.isEmpty()) {
            throw new AbsentException("no sentinel answered");
        }
        List<Found> found = new ArrayList<>();
        for (SentinelView view : answering) {
            long known = view.others() + 1;
            if (view.quorum() > known) {
                found.add(of(
                        Found.critical(
                                view.address(),
                                "a quorum of " + view.quorum() + " is impossible: " + view.address() + " knows "
                                        + Text.count(known, "sentinel"),
                                "quorum " + view.quorum() + ", num-other-sentinels " + view.others()),
                        view));
            } else if (!view.usable()) {
                found.add(of(
                        Found.critical(
                                view.address(),
                                "the sentinels could not replace the master now",
                                "CKQUORUM of " + view.address() + ": " + view.verdict()),
                        view));
            } else if (known < 3) {
                found.add(of(
                        Found.warning(
                                view.address(),
                                "only " + Text.count(known, "sentinel") + ": when one is lost, no other takes over",
                                "quorum " + view.quorum() + ", num-other-sentinels " + view.others()),
                        view));
            }
        }
        Map<String, Set<String>> masters = answering.stream()
                .collect(Collectors.groupingBy(
                        SentinelView::master,
                        Collectors.mapping(SentinelView::address, Collectors.toCollection(TreeSet::new))));
        if (masters.size() > 1) {
            found.add(of(
                    Found.critical(
                            String.join(", ", new TreeSet<>(masters.keySet())),
                            "the sentinels do not agree which one is the master",
                            masters.entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(one -> one.getKey() + " say " + String.join(", ", one.getValue()))
                                    .collect(Collectors.joining("; "))),
                    answering.get(0)));
        }
        all.stream()
                .filter(view -> !view.trouble().isEmpty())
                .forEach(view -> found.add(of(
                        Found.warning(
                                view.address(), "the sentinel " + view.address() + " does not help", view.trouble()),
                        view)));
        return found;
    }

    private static Found of(Found found, SentinelView view) {
        int colon = view.address().lastIndexOf(':');
        return found.with("host", view.address().substring(0, Math.max(0, colon)))
                .with("port", view.address().substring(colon + 1))
                .with("master", "NAME");
    }
}
