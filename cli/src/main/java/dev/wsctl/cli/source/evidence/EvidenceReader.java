package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.KeySample;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.Presence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.Trouble;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.PresenceSets;
import dev.wsctl.cli.source.RedisFailure;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Two samples of what counts up, and between them everything else. Never throws for what Redis does: that is evidence.
 * Ends by the source's deadline, whatever hangs.
 */
public final class EvidenceReader {
    private static final long MOST_PRESENT = 15_000;

    private final RedisSource source;
    private final Settings settings;
    private final List<Trouble> troubles = new ArrayList<>();

    /**
     * @param window between the two samples
     * @param prefix channel prefix of the instances
     * @param families where sessions are kept
     * @param hostRoot where the files of this machine are, {@code /} unless in a container
     */
    public record Settings(Duration window, String prefix, List<SessionFamily> families, Path hostRoot) {
        public Settings(Duration window, String prefix, List<SessionFamily> families) {
            this(window, prefix, families, Path.of("/"));
        }

        public Settings {
            families = List.copyOf(families);
        }
    }

    public EvidenceReader(RedisSource source, Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** Reads for the window at least, and until the deadline at most. */
    public Evidence read() throws InterruptedException {
        Instant time = Instant.now();
        List<NodeReader> readers = connect();
        long start = System.nanoTime();
        each(readers, NodeReader::first);
        each(readers, NodeReader::between);
        Reading<List<InstanceStatus>> heartbeats = heartbeats(readers);
        Reading<Map<String, Long>> others = otherPrefixes(readers, heartbeats);
        Reading<KeySample> keys =
                part(readers, nodes -> KeySampler.sample(source, nodes, settings.families(), share(3)));
        Reading<Presence> presence = part(readers, this::presence);
        if (!readers.isEmpty()) {
            long pause = start + settings.window().toNanos() - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.min(pause, source.deadline().remainingNanos()));
        }
        each(readers, NodeReader::last);
        List<NodeEvidence> nodes = new ArrayList<>();
        for (NodeReader reader : readers) {
            nodes.add(reader.evidence());
            troubles.addAll(reader.troubles());
        }
        troubles.addAll(missing(source));
        return new Evidence(
                display(),
                time,
                settings.prefix(),
                nodes,
                troubles,
                heartbeats,
                others,
                keys,
                HostReader.read(source.target(), nodes, settings.hostRoot()),
                Reading.absent("no WebSocket URL was given"),
                List.of(),
                new SurroundingsReader(source).read(readers).withPresence(presence));
    }

    private String display() {
        return source.target().display();
    }

    private List<NodeReader> connect() {
        try {
            return source.answeringMasters().stream()
                    .map(node -> new NodeReader(node, source.serverOf(node)))
                    .toList();
        } catch (RedisFailure e) {
            troubles.add(trouble(display(), e));
            return List.of();
        }
    }

    /** Nodes, and whole servers, that did not answer at all. */
    static List<Trouble> missing(RedisSource source) {
        return source.answers().stream()
                .filter(answer -> answer.state() == NodeAnswer.State.MISSING)
                .map(answer -> new Trouble(answer.address(), answer.problem(), "wsctl health", false))
                .distinct()
                .toList();
    }

    static Trouble trouble(String subject, RedisFailure e) {
        return new Trouble(subject, reason(e), e.hint(), e.kind() == RedisFailure.Kind.NOPERM);
    }

    /** Why a part is not there: with what would allow it, where it was refused. */
    static String reason(RedisFailure e) {
        return e.kind() == RedisFailure.Kind.NOPERM ? e.what() + "; try: " + e.hint() : e.what();
    }

    private interface Step {
        void run(NodeReader reader);
    }

    /** Every node gets an equal share of what is left: one that hangs must not cost the others theirs. */
    private void each(List<NodeReader> readers, Step step) {
        for (int i = 0; i < readers.size(); i++) {
            readers.get(i).deadline(source.deadline().share(readers.size() - i));
            step.run(readers.get(i));
        }
    }

    /** A part of what is left of the time. */
    private Deadline share(int parties) {
        return source.deadline().share(parties);
    }

    private Reading<List<InstanceStatus>> heartbeats(List<NodeReader> readers) {
        return part(readers, nodes -> {
            HeartbeatReader.Registry registry = HeartbeatReader.read(nodes, settings.prefix(), share(3));
            return registry.partial() && registry.instances().isEmpty()
                    ? Reading.absent("the search for heartbeats was cut by the deadline; a longer --timeout sees more")
                    : Reading.of(registry.instances());
        });
    }

    private Reading<Presence> presence(List<RedisNode> nodes) {
        PresenceSets.Seen seen = PresenceSets.read(source, nodes.get(0), settings.prefix(), MOST_PRESENT, share(3));
        Map<String, Long> confirmed = new TreeMap<>();
        Map<String, Long> stale = new TreeMap<>();
        seen.byInstance().forEach((instance, share) -> {
            note(confirmed, instance, share.confirmed());
            note(stale, instance, share.stale());
        });
        return Reading.of(new Presence(confirmed, stale, seen.gaps().isEmpty()));
    }

    private static void note(Map<String, Long> counts, String instance, long entries) {
        if (entries > 0) {
            counts.put(instance, entries);
        }
    }

    private Reading<Map<String, Long>> otherPrefixes(
            List<NodeReader> readers, Reading<List<InstanceStatus>> heartbeats) {
        if (!heartbeats.present()) {
            return Reading.absent(heartbeats.reason());
        }
        return part(readers, nodes -> Reading.of(HeartbeatReader.prefixes(nodes, share(3))));
    }

    private interface Part<T> {
        Reading<T> read(List<RedisNode> nodes);
    }

    private <T> Reading<T> part(List<NodeReader> readers, Part<T> part) {
        List<RedisNode> nodes = new ArrayList<>();
        for (NodeReader reader : readers) {
            if (!reader.node().lost()) {
                reader.deadline(source.deadline());
                nodes.add(reader.node());
            }
        }
        if (nodes.isEmpty()) {
            return Reading.absent("no node of Redis answered");
        }
        return guarded(() -> part.read(nodes));
    }

    private <T> Reading<T> guarded(Supplier<Reading<T>> reading) {
        try {
            return reading.get();
        } catch (RedisFailure e) {
            if (e.unanswered()) {
                troubles.add(trouble(display(), e));
            }
            return Reading.absent(reason(e));
        }
    }
}
