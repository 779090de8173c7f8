package dev.wsctl.cli.model.evidence;

import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.Verification;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evidence to judge: a Redis that is well, and what a test makes of it. Samples are two seconds apart. */
public final class Evidences {
    public static final Instant TIME = Instant.parse("2026-11-21T03:04:05Z");

    private static final String HEALTHY = """
            redis_version:7.0.15
            role:master
            uptime_in_seconds:86400
            connected_clients:12
            maxclients:10000
            rejected_connections:0
            evicted_clients:0
            """;

    private final Map<String, String> before = new TreeMap<>(Info.parse(HEALTHY).fields());
    private final Map<String, String> after = new TreeMap<>(before);
    private final Map<String, String> config =
            new HashMap<>(Map.of("client-output-buffer-limit", "normal 0 0 0 slave 0 0 0 pubsub 33554432 8388608 60"));
    private final Map<String, Long> channels = new HashMap<>();
    private List<Client> subscribersBefore = List.of();
    private List<Client> subscribersAfter = List.of();
    private List<Client> clients = List.of();
    private List<InstanceStatus> heartbeats = List.of();
    private List<Trouble> troubles = List.of();
    private Reading<Map<String, String>> configReading = Reading.of(config);
    private Map<String, Long> otherPrefixes = Map.of();
    private Reading<KeySample> keys = Reading.of(new KeySample(0, true, List.of(), Reading.of(List.of())));
    private Reading<HostFacts> host = Reading.absent("Redis does not run on this machine, or not visibly");
    private Reading<Verification> delivery = Reading.absent("no WebSocket URL was given");
    private List<Denial> denials = List.of();
    private Surroundings surroundings = Surroundings.absent("it was not asked for");

    public static Evidences well() {
        return new Evidences();
    }

    /** INFO fields of both samples, {@code name:value} a line. */
    public Evidences info(String lines) {
        before.putAll(Info.parse(lines).fields());
        after.putAll(Info.parse(lines).fields());
        return this;
    }

    public Evidences infoAfter(String lines) {
        after.putAll(Info.parse(lines).fields());
        return this;
    }

    public Evidences without(String field) {
        before.remove(field);
        after.remove(field);
        return this;
    }

    public Evidences config(String name, String value) {
        config.put(name, value);
        return this;
    }

    public Evidences configDenied() {
        configReading = Reading.absent("user ada on 127.0.0.1:6379 may not use CONFIG GET");
        return this;
    }

    public Evidences channel(String name, long subscribers) {
        channels.put(name, subscribers);
        return this;
    }

    /** Lines of CLIENT LIST in the first sample; {@code sub=1} and the like are added where missing. */
    public Evidences subscribersBefore(String... lines) {
        subscribersBefore = clients(lines);
        return this;
    }

    public Evidences subscribersAfter(String... lines) {
        subscribersAfter = clients(lines);
        return this;
    }

    public Evidences subscribers(String... lines) {
        return subscribersBefore(lines).subscribersAfter(lines);
    }

    public Evidences clients(String first, String... lines) {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = first;
        clients = clients(all);
        return this;
    }

    public Evidences heartbeats(InstanceStatus... instances) {
        heartbeats = List.of(instances);
        return this;
    }

    public Evidences trouble(String what, boolean refused) {
        troubles = List.of(new Trouble("redis://127.0.0.1:6379/0", what, "wsctl health", refused));
        return this;
    }

    public Evidences otherPrefixes(Map<String, Long> prefixes) {
        otherPrefixes = prefixes;
        return this;
    }

    public Evidences keys(SampledKey... sampled) {
        return keys(List.of(), sampled);
    }

    public Evidences keys(List<StreamConsumer> consumers, SampledKey... sampled) {
        keys = Reading.of(new KeySample(sampled.length, true, List.of(sampled), Reading.of(consumers)));
        return this;
    }

    public Evidences host(HostFacts facts) {
        host = Reading.of(facts);
        return this;
    }

    public Evidences delivery(Verification measured) {
        delivery = Reading.of(measured);
        return this;
    }

    public Evidences denials(Denial... entries) {
        denials = List.of(entries);
        return this;
    }

    public Evidences surroundings(Surroundings seen) {
        surroundings = seen;
        return this;
    }

    private static List<Client> clients(String... lines) {
        return Arrays.stream(lines)
                .map(line -> new Client(
                        Subscriber.fields("addr=10.0.0.7:51234 name= sub=0 psub=0 ssub=0 omem=0 oll=0 db=0 " + line)))
                .toList();
    }

    public Evidence evidence() {
        NodeEvidence node = new NodeEvidence(
                "127.0.0.1:6379",
                0,
                false,
                new NodeSample(0, Reading.of(new Info(before)), Reading.of(subscribersBefore)),
                new NodeSample(2_000_000_000L, Reading.of(new Info(after)), Reading.of(subscribersAfter)),
                configReading,
                Reading.of(clients),
                Reading.of(new PubSubFigures(0, channels, Map.of())),
                Reading.of(List.of()),
                Reading.of(List.of()),
                Reading.of(List.of()),
                Reading.of(new Percentiles(200, 50_000, 80_000, 70_000, 90_000, 200_000, 300_000, 300_000)),
                Reading.of(denials));
        return new Evidence(
                "redis://127.0.0.1:6379/0",
                TIME,
                "chat",
                List.of(node),
                troubles,
                Reading.of(heartbeats),
                Reading.of(otherPrefixes),
                keys,
                host,
                delivery,
                List.of(),
                surroundings);
    }
}
