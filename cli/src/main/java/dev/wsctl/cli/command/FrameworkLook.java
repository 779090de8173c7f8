package dev.wsctl.cli.command;

import dev.wsctl.cli.framework.Recognition;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.FrameworkCensus;
import dev.wsctl.cli.model.Probe;
import dev.wsctl.cli.source.FootprintReader;
import dev.wsctl.cli.source.FrameworkProbe;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private static Map<Probe, Count> ask(RedisSource source, RedisNode node, Footprint seen) {
        node.deadline(source.deadline());
        FrameworkProbe probe = new FrameworkProbe(source, node, source.deadline());
        Map<Probe, Count> answers = new LinkedHashMap<>();
        Recognition.probes(seen).forEach(one -> answers.put(one, probe.ask(one)));
        return answers;
    }
}
