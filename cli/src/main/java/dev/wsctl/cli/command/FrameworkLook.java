package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.Recognition;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.FrameworkCensus;
import dev.wsctl.cli.model.Probe;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.Trouble;
import dev.wsctl.cli.source.FootprintReader;
import dev.wsctl.cli.source.FrameworkProbe;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One census of the frameworks on a Redis: reads, asks if that is allowed, interprets. */
final class FrameworkLook {
    private FrameworkLook() {}

    /**
     * @param nodes every master, logged in
     * @param probe whether instances may be asked to answer
     * @param deadline for reading; asking gets what is left of the source's
     */
    static FrameworkCensus take(RedisSource source, List<RedisNode> nodes, boolean probe, Deadline deadline) {
        Footprint seen = FootprintReader.read(source, nodes, Recognition.keys(), deadline);
        Map<Probe, Count> answers = probe ? ask(source, nodes.get(0), seen) : Map.of();
        List<String> gaps = new ArrayList<>(source.gaps());
        gaps.addAll(seen.gaps());
        return new FrameworkCensus(source.target().display(), Recognition.of(seen, answers), probe, nodes.size(), gaps);
    }

    /** What {@code doctor} knows, with the frameworks; what could not be read stands among its troubles. */
    static Evidence added(Evidence evidence, RedisSource source, boolean probe) {
        if (evidence.nodes().isEmpty()) {
            return evidence;
        }
        try {
            Map<Integer, List<RedisNode>> servers = source.answeringMasters().stream()
                    .collect(Collectors.groupingBy(source::serverOf, TreeMap::new, Collectors.toList()));
            List<Framework> frameworks = new ArrayList<>();
            List<Trouble> gaps = new ArrayList<>();
            // Whoever subscribes on several servers is there on each: sums would count him twice.
            for (List<RedisNode> nodes : servers.values()) {
                Deadline reading = source.deadline().share(1 + servers.size());
                FrameworkCensus census = take(source, nodes, probe, reading);
                String where = servers.size() > 1 ? nodes.get(0).endpoint().display() : "";
                census.frameworks().forEach(one -> frameworks.add(where.isEmpty() ? one : one.on(where)));
                census.gaps().forEach(gap -> gaps.add(trouble(evidence, gap, "wsctl frameworks --timeout 30s")));
            }
            return evidence.withFrameworks(frameworks, gaps);
        } catch (WsctlException e) {
            return evidence.withFrameworks(
                    List.of(), List.of(trouble(evidence, "frameworks were not looked for: " + e.what(), e.hint())));
        }
    }

    /** Says nothing about Redis' health. */
    private static Trouble trouble(Evidence evidence, String what, String hint) {
        return new Trouble(evidence.target(), what, hint, true);
    }

    private static Map<Probe, Count> ask(RedisSource source, RedisNode node, Footprint seen) {
        node.deadline(source.deadline());
        FrameworkProbe probe = new FrameworkProbe(source, node, source.deadline());
        Map<Probe, Count> answers = new LinkedHashMap<>();
        Recognition.probes(seen).forEach(one -> answers.put(one, probe.ask(one)));
        return answers;
    }
}
