package dev.wsctl.cli.capture;

import static dev.wsctl.cli.model.evidence.Evidences.well;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Instances;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Denial;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.HostFacts;
import dev.wsctl.cli.model.evidence.InstanceMetrics;
import dev.wsctl.cli.model.evidence.MessageSample;
import dev.wsctl.cli.model.evidence.Presence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.ReplicaView;
import dev.wsctl.cli.model.evidence.SampledKey;
import dev.wsctl.cli.model.evidence.SentinelView;
import dev.wsctl.cli.model.evidence.StreamConsumer;
import dev.wsctl.cli.model.evidence.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N3 the document of a capture")
class CaptureDocumentTest {
    private static ObjectNode written(Evidence evidence) {
        return CaptureDocument.write(new Capture("1.0", false, evidence));
    }

    private static Evidence again(Evidence evidence) {
        return CaptureDocument.read(written(evidence)).evidence();
    }

    private static Diagnosis judged(Evidence evidence) {
        return new Doctor(Limits.DEFAULT.with("TOP03.expected=3"), List.of()).diagnose(evidence);
    }

    /** Something of everything, with a finding in nearly every group. */
    private static Evidence ill() {
        Verification delivery = new Verification(
                List.of(
                        new Participant("127.0.0.1:8001", "ws://127.0.0.1:8001/ws", 4, 4, List.of(), link()),
                        new Participant("127.0.0.1:8002", "ws://127.0.0.1:8002/ws", 4, 4, List.of(), link())),
                List.of(
                        pair("127.0.0.1:8001", "127.0.0.1:8001", 0),
                        pair("127.0.0.1:8001", "127.0.0.1:8002", 40),
                        pair("127.0.0.1:8002", "127.0.0.1:8001", 0),
                        pair("127.0.0.1:8002", "127.0.0.1:8002", 0)),
                2,
                List.of(),
                Optional.of(new Verification.RedisView(
                        List.of(new Verification.RoomFamily("chat:{room}", false, 1)),
                        List.of(new Verification.Publication("127.0.0.1:8001", "chat:{room}", 40)),
                        List.of())));
        return well().info("""
                        maxmemory:1000
                        used_memory:990
                        maxmemory_policy:allkeys-lru
                        rdb_last_bgsave_status:err
                        aof_enabled:0
                        latest_fork_usec:900000
                        connected_slaves:1
                        slave0:ip=10.0.0.9,port=6379,state=wait_bgsave,offset=0,lag=99
                        total_error_replies:4
                        errorstat_OOM:count=4
                        evicted_keys:0
                        cmdstat_keys:calls=1,usec=10
                        server_time_usec:1700000000000000
                        total_connections_received:10
                        """)
                .infoAfter("""
                        rejected_connections:3
                        errorstat_OOM:count=9
                        evicted_keys:7
                        cmdstat_keys:calls=5,usec=90
                        """)
                .config("requirepass", "weak")
                .config("bind", "0.0.0.0")
                .config("protected-mode", "no")
                .config("tcp-keepalive", "0")
                .config("timeout", "30")
                .config("latency-monitor-threshold", "0")
                .config("save", "3600 1 300 100")
                .config("appendonly", "no")
                .config("tcp-backlog", "511")
                .config("maxclients", "10000")
                .subscribersBefore("id=7 name=chat:b:sub sub=12", "id=8 name=chat:a:sub sub=12 omem=9000000 oll=9")
                .subscribersAfter(
                        "id=9 name=chat:b:sub sub=12", "id=8 name=chat:a:sub sub=12 omem=9100000 oll=10 psub=1")
                .clients(
                        "id=8 name=chat:a:sub db=0 sub=1 user=default cmd=subscribe",
                        "id=3 db=5 cmd=publish user=default")
                .channel("chat:pubsub:global:broadcast", 1)
                .channel("chta:pubsub:global:broadcast", 1)
                .channel("chat:lobby", 2)
                .heartbeats(
                        Instances.well("a"),
                        Instances.aged("b", Duration.ofSeconds(40)),
                        Instances.aged("c", null),
                        Instances.unreadable("user"))
                .otherPrefixes(new TreeMap<>(Map.of("chat", 4L, "chta", 1L)))
                .keys(
                        List.of(new StreamConsumer("stream:chat:lobby", "workers", "worker", 7, 9_000_000)),
                        new SampledKey("chat:session:user", "chat:session:*", "hash", -1, 3, 100_000, 0),
                        new SampledKey("asgi:user", "", "zset", 1000, 100, -1, 0),
                        new SampledKey("stream:chat:lobby", "", "stream", -1, 200_000, 1, 0))
                .denials(
                        new Denial("channel", "staging:lobby", "chat", 12.5, 3, "chat:a:sub (10.0.0.7:51234)"),
                        new Denial("key", "", "default", 900, 1, "10.0.0.8:4000"))
                .surroundings(surroundings())
                .host(new HostFacts(
                        Map.of(
                                "/proc/sys/net/core/somaxconn", "128",
                                "/proc/sys/vm/overcommit_memory", "0",
                                "/sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never"),
                        1024))
                .trouble("node 10.0.0.7:6379 does not answer within 5 s", false)
                .delivery(delivery)
                .evidence()
                .withFrameworks(
                        List.of(new Framework(
                                "Socket.IO",
                                "socket.io",
                                Confidence.HIGH,
                                "socket.io#/#",
                                Count.of(3),
                                Count.atLeast(2, "one is slow"),
                                Count.unknown("not in Redis"),
                                Count.of(0),
                                Count.of(12),
                                List.of(new Finding(
                                        Status.CRITICAL, "1 of 3 instances does not answer", "all", "restart it")))),
                        List.of());
    }

    private static Surroundings surroundings() {
        Client publisher = new Client(Map.of("addr", "10.0.0.7:51236", "name", "chat:a:pub", "cmd", "publish"));
        Map<String, Double> before = Map.of("pubsub.publishFailures", 0.0);
        Map<String, Double> after =
                Map.of("pubsub.publishFailures", 40.0, "metrics.wsctl_server_duplicate_instance_id", 1.0);
        return new Surroundings(
                Reading.of(List.of(
                        new SentinelView(
                                "10.0.0.9:26379", "10.0.0.5:6379", 2, 0, false, "NOQUORUM 1 usable Sentinels", ""),
                        SentinelView.silent("10.0.0.10:26379", "10.0.0.10:26379 refused the connection"))),
                Reading.of(List.of(
                        new ReplicaView("10.0.0.9:6379", "10.0.0.5:6379", Reading.of(List.of(publisher))),
                        new ReplicaView("10.0.0.8:6379", "10.0.0.5:6379", Reading.absent("it did not answer")))),
                Reading.of(new Presence(Map.of("a", 3L, "node", 2L), Map.of("node", 1L), true)),
                Reading.of(List.of(
                        new InstanceMetrics("127.0.0.1:8001", before, after, 2, ""),
                        new InstanceMetrics("127.0.0.1:8002", Map.of(), Map.of(), 2, "HTTP 401 at /metrics"))),
                Reading.of(new MessageSample(
                        Duration.ofSeconds(2),
                        12,
                        true,
                        List.of(new MessageSample.Heard("chat:lobby", Map.of("JSON", 6L, "pickle", 6L), 9_000_000)))),
                Reading.of(Map.of("127.0.0.1:6379", 1L)));
    }

    private static RedisLink link() {
        return new RedisLink(RedisLink.State.HEALTHY, "");
    }

    private static Delivery pair(String from, String to, long lost) {
        double latency = lost > 0 ? Double.NaN : 250;
        return new Delivery(from, to, 40, 40 - lost, lost, 0, 0, 0, latency, latency);
    }

    @Test
    @DisplayName("is judged exactly as what it was written from, with findings of every group")
    void judgedAlike() {
        Diagnosis live = judged(ill());
        assertThat(live.findings()).hasSizeGreaterThan(30);
        assertThat(judged(again(ill()))).isEqualTo(live);
        assertThat(judged(again(well().evidence()))).isEqualTo(judged(well().evidence()));
    }

    @Test
    @DisplayName("keeps why something is not there, and checks are skipped for the same reason")
    void absence() {
        Evidence denied = well().configDenied().without("rejected_connections").evidence();
        assertThat(judged(again(denied))).isEqualTo(judged(denied));
        assertThat(again(denied).nodes().get(0).config().reason()).contains("may not use CONFIG GET");
    }

    @Test
    @DisplayName("anonymized, has the same findings about numbered hosts")
    void anonymized() {
        Evidence anonymous = CaptureDocument.read(CaptureDocument.write(new Capture("1.0", true, ill())))
                .evidence();
        assertThat(judged(anonymous).findings().stream().map(finding -> finding.code() + finding.severity()))
                .isEqualTo(judged(ill()).findings().stream()
                        .map(finding -> finding.code() + finding.severity())
                        .toList());
        assertThat(judged(anonymous).toString()).doesNotContain("10.0.0.").contains("host-1", "instance-1");
    }

    @Test
    @DisplayName("of another version, or of something else, is refused with the reason")
    void otherVersions() {
        assertThatThrownBy(() -> CaptureDocument.read(written(well().evidence()).put("schema", "wsctl/capture/v2")))
                .hasMessage("it was written by a newer wsctl (wsctl/capture/v2); this one reads wsctl/capture/v1");
        assertThatThrownBy(() -> CaptureDocument.read(written(well().evidence()).put("schema", "wsctl/capture/v0")))
                .hasMessageContaining("an older wsctl");
        assertThatThrownBy(() -> CaptureDocument.read(Json.object().put("schema", "wsctl/doctor/v1")))
                .hasMessage("it is a wsctl/doctor/v1, not a capture");
        assertThatThrownBy(() -> CaptureDocument.read(Json.object())).hasMessage("it is no capture");
    }

    @Test
    @DisplayName("of the first revision is judged by what it has, and says what it was not asked for")
    void firstRevision() {
        ObjectNode document = written(ill());
        document.remove(List.of("revision", "surroundings"));
        document.withObject("/keys/value").remove("consumers");
        document.path("keys")
                .path("value")
                .path("keys")
                .forEach(key -> ((ObjectNode) key).remove(List.of("idle_s", "server")));
        document.path("nodes").forEach(node -> ((ObjectNode) node).remove(List.of("server", "tls", "denials")));
        Diagnosis judged = judged(CaptureDocument.read(document).evidence());
        assertThat(judged.findings()).hasSizeGreaterThan(20);
        assertThat(judged.skipped())
                .filteredOn(skipped -> skipped.reason().equals(CaptureDocument.OLDER))
                .extracting(Outcome.Skipped::code)
                .containsExactlyInAnyOrder(
                        "DEL26", "DEL28", "DEL29", "MEM09", "SEC04", "SLO06", "TOP02", "TOP06", "TOP09", "TOP10");
    }

    @Test
    @DisplayName("with a part that is missing or of another kind is refused with its path")
    void damaged() {
        ObjectNode document = written(ill());
        JsonNode node = document.path("nodes").path(0);
        ((ObjectNode) node.path("first")).put("at_ns", "soon");
        assertThatThrownBy(() -> CaptureDocument.read(document))
                .hasMessage("nodes[0].first.at_ns is missing, or no whole number");
        ObjectNode other = written(ill());
        other.remove("heartbeats");
        assertThatThrownBy(() -> CaptureDocument.read(other)).hasMessage("heartbeats is missing, or no object");
    }

    @Test
    @DisplayName("cannot steer the terminal of whoever reads it")
    void controlCharacters() {
        ObjectNode document = written(well().evidence()).put("target", "redis://\u001b[2Jhost");
        assertThat(CaptureDocument.read(document).evidence().target()).isEqualTo("redis://·[2Jhost");
    }
}
