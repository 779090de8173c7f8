package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Footprint.Stream;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.KeyFamily.Detail;
import dev.wsctl.cli.model.Probe;
import dev.wsctl.cli.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code @socket.io/redis-streams-adapter}. From 0.3 on, classic channels {@code <prefix>#<namespace>#} beside the
 * stream; before, the stream alone, in which each instance writes a heartbeat every five seconds. The stream outlives
 * the deployment.
 */
final class SocketIoStreams implements Recogniser {
    private static final String STREAM = "socket.io";
    private static final String STREAMS = "socket.io-*";
    private static final String SESSIONS = "sio:session:*";
    private static final String EVERYBODY = "#/#";

    /** Broadcasts from outside carry it: it is no instance. */
    private static final String EMITTER = "emitter";

    @Override
    public List<KeyFamily> keys() {
        return List.of(
                new KeyFamily(STREAM, Detail.STREAM_WRITERS),
                new KeyFamily(STREAMS, Detail.STREAM_WRITERS),
                new KeyFamily(SESSIONS, Detail.NAME));
    }

    static boolean hasStream(Footprint seen) {
        return !streams(seen).isEmpty();
    }

    private static List<Stream> streams(Footprint seen) {
        List<Stream> streams = new ArrayList<>(seen.keys(STREAM).streams());
        streams.addAll(seen.keys(STREAMS).streams());
        return streams;
    }

    private static List<String> prefixes(Footprint seen) {
        return seen.channels().keySet().stream()
                .filter(channel -> channel.endsWith(EVERYBODY))
                .map(channel -> channel.substring(0, channel.length() - EVERYBODY.length()))
                .filter(prefix -> !prefix.isEmpty() && !prefix.endsWith("-request") && !prefix.endsWith("-response"))
                .sorted()
                .toList();
    }

    private static Probe probe(Footprint seen, String prefix) {
        return new Probe(Probe.Kind.SOCKET_IO_STREAMS, prefix, seen.channels().getOrDefault(prefix + EVERYBODY, 0L));
    }

    @Override
    public List<Probe> probes(Footprint seen) {
        return prefixes(seen).stream().map(prefix -> probe(seen, prefix)).toList();
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        for (String prefix : prefixes(seen)) {
            Count instances = Count.of(probe(seen, prefix).subscribed());
            Count responding = answers.getOrDefault(probe(seen, prefix), Count.unknown(NOT_PROBED));
            List<Finding> findings = new ArrayList<>(Liveness.judge(instances, responding));
            findings.addAll(unread(seen));
            found.add(new Framework(
                    "Socket.IO (redis-streams-adapter)",
                    prefix,
                    Confidence.HIGH,
                    prefix + EVERYBODY,
                    instances,
                    responding,
                    Count.unknown(NOT_IN_REDIS),
                    waiting(seen),
                    backlog(seen),
                    findings));
        }
        if (found.isEmpty() && hasStream(seen) && !streamsOnSharded(seen)) {
            found.add(withoutChannels(seen));
        }
        return found;
    }

    private static boolean streamsOnSharded(Footprint seen) {
        return seen.shardChannels().keySet().stream().anyMatch(channel -> channel.endsWith(EVERYBODY));
    }

    private static Framework withoutChannels(Footprint seen) {
        TreeSet<String> writers = new TreeSet<>();
        streams(seen).forEach(stream -> writers.addAll(stream.writers()));
        writers.remove(EMITTER);
        boolean alive = !writers.isEmpty();
        List<Finding> findings = new ArrayList<>(unread(seen));
        if (!alive) {
            findings.add(new Finding(
                    Status.WARNING,
                    "nobody has written to the stream for 10 s, and nobody subscribes: left over from a deployment",
                    "heartbeats every 5 s, or a subscription",
                    "redis-cli DEL " + streams(seen).get(0).key() + ", if nothing uses it any more"));
        }
        return new Framework(
                "Socket.IO (redis-streams-adapter" + (alive ? ", before 0.3)" : ")"),
                STREAM,
                alive ? Confidence.HIGH : Confidence.LOW,
                "stream " + streams(seen).get(0).key(),
                Count.of(writers.size()),
                alive
                        ? Count.unknown("heartbeats stand in the stream already; a probe would disturb the instances")
                        : Count.of(0),
                Count.unknown(NOT_IN_REDIS),
                waiting(seen),
                backlog(seen),
                findings);
    }

    /** Disconnected clients that may still come back; those connected are in the processes. */
    private static Count waiting(Footprint seen) {
        return Count.atLeast(
                seen.keys(SESSIONS).count(), "only sessions of disconnected clients that may still recover");
    }

    private static Count backlog(Footprint seen) {
        return hasStream(seen)
                ? Count.of(streams(seen).stream().mapToLong(Stream::length).sum())
                : Count.unknown("no stream yet: the first broadcast creates it");
    }

    /** The namespace's hash may come out negative (fixed later): such a stream is written and read by nobody. */
    private static List<Finding> unread(Footprint seen) {
        return streams(seen).stream()
                .filter(stream -> stream.key().startsWith("socket.io--"))
                .map(stream -> new Finding(
                        Status.WARNING,
                        "nobody reads stream " + stream.key() + ": its number is negative",
                        "streams are numbered from 0",
                        "upgrade @socket.io/redis-streams-adapter on all instances"))
                .toList();
    }
}
