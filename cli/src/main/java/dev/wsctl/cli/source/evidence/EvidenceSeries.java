package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.NodeSample;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.Surroundings;
import dev.wsctl.cli.model.evidence.Trouble;
import dev.wsctl.cli.source.RedisFailure;
import dev.wsctl.cli.source.RedisSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evidence again and again, for those who watch: each time one sample, judged against the one before. No key is searched for
 * or looked into, so that it may happen every few seconds; checks that need keys are skipped.
 */
public final class EvidenceSeries {
    private static final String NO_KEYS = "keys are not looked into while watching; wsctl doctor does";

    private static final String NO_SURROUNDINGS = "that is not looked at while watching; wsctl doctor does";

    private final String prefix;
    private Map<String, NodeSample> before = new HashMap<>();

    public EvidenceSeries(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Never throws for what Redis does; ends by the source's deadline.
     *
     * @param heartbeats as somebody else read them just now
     */
    public Evidence next(RedisSource source, Reading<List<InstanceStatus>> heartbeats) {
        List<Trouble> troubles = new ArrayList<>();
        List<NodeEvidence> nodes = new ArrayList<>();
        Map<String, NodeSample> now = new HashMap<>();
        try {
            for (var node : source.answeringMasters()) {
                NodeReader reader = new NodeReader(node, source.serverOf(node));
                reader.deadline(source.deadline());
                reader.first();
                reader.between();
                reader.last();
                NodeEvidence evidence = reader.evidence();
                now.put(evidence.address(), evidence.last());
                nodes.add(since(before.get(evidence.address()), evidence));
                troubles.addAll(reader.troubles());
            }
        } catch (RedisFailure e) {
            troubles.add(EvidenceReader.trouble(source.target().display(), e));
        }
        troubles.addAll(EvidenceReader.missing(source));
        before = now;
        return new Evidence(
                source.target().display(),
                Instant.now(),
                prefix,
                nodes,
                troubles,
                heartbeats,
                Reading.absent(NO_KEYS),
                Reading.absent(NO_KEYS),
                HostReader.read(source.target(), nodes, Path.of("/")),
                Reading.absent("no WebSocket URL was given"),
                List.of(),
                Surroundings.absent(NO_SURROUNDINGS));
    }

    private static NodeEvidence since(@Nullable NodeSample earlier, NodeEvidence now) {
        return earlier == null || !earlier.info().present() ? now : now.since(earlier);
    }
}
