package dev.wsctl.cli.command;

import static dev.wsctl.cli.Run.wsctl;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures of a real Redis, and what becomes of them. */
@DisplayName("N3 a capture")
class CaptureIT {
    private static EmbeddedRedis redis;
    private static final List<Listener> clients = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config(Sickbed.NOTHING_IS_SLOW));
        clients.add(Listener.on(redis, "chat:a:sub").send("SUBSCRIBE chat:lobby chat:pubsub:global:broadcast"));
        clients.add(Listener.on(redis, "looker").send("PSUBSCRIBE *"));
        redis.command("CONFIG", "SET", "tcp-keepalive", "0");
        redis.command("SET", "chat:session:user", "x", "EX", "86400");
        redis.command("XADD", "chat:events", "*", "field", "value");
        redis.command("XGROUP", "CREATE", "chat:events", "workers", "0");
        redis.command("XREADGROUP", "GROUP", "workers", "worker", "STREAMS", "chat:events", ">");
        redis.command("ACL", "SETUSER", "test", "on", ">pw", "resetchannels", "-@all");
        Listener denied = Listener.on(redis, "chat:test");
        clients.add(denied);
        assertThat(denied.only("AUTH test wrong")).startsWith("-WRONGPASS");
    }

    /** A capture and a visit that are compared must find these as young. */
    @BeforeEach
    void refresh() {
        Heartbeats.write(redis, "chat", "a", false, 44_000);
        Heartbeats.write(redis, "chat", "b", true, 44_000);
        long now = Long.parseLong(redis.command("TIME").lines().findFirst().orElseThrow()) * 1000;
        redis.command("ZADD", "chat:presence:global:members", "" + now, "node:ada");
    }

    @AfterAll
    static void stop() {
        clients.forEach(Listener::close);
        redis.close();
    }

    private static Run capture(Path file, String... options) {
        return captureOf(redis.url(), file, options);
    }

    private static Run captureOf(String url, Path file, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("capture", "--redis", url, "--window", "100ms", "--timeout", "30s", "-f", file.toString()));
        arguments.addAll(List.of(options));
        return wsctl(arguments.toArray(String[]::new));
    }

    private static Run doctor(String... options) {
        List<String> arguments = new ArrayList<>(List.of("doctor", "-o", "json"));
        arguments.addAll(Sickbed.UNHURRIED);
        arguments.addAll(List.of("--set", "MEM02.idle=0s", "--set", "MEM09.idle=0s", "--set", "SEC04.recent=10h"));
        arguments.addAll(List.of(options));
        return wsctl(arguments.toArray(String[]::new));
    }

    @Test
    @DisplayName("is judged offline like the live fleet at that moment, and says how old it is")
    void judgedLikeTheLiveFleet() {
        Path file = folder.resolve("now.json");
        Run written = capture(file, "--probe");
        Run live = doctor("--redis", redis.url(), "--probe", "--window", "100ms", "--timeout", "30s");
        Run offline = doctor("--from", file.toString());

        assertThat(written.code()).as(written.all()).isZero();
        assertThat(offline.code()).as(offline.all()).isEqualTo(live.code()).isEqualTo(2);
        JsonNode findings = offline.json().path("findings");
        assertThat(findings.findValuesAsText("code"))
                .contains("DEL21", "CON06", "TOP05", "SEC04", "TOP06", "MEM02", "MEM09", "DEL28");
        for (String field : List.of("code", "severity", "subject", "title", "threshold")) {
            assertThat(findings.findValuesAsText(field))
                    .isEqualTo(live.json().path("findings").findValuesAsText(field));
        }
        assertThat(offline.json().path("skipped"))
                .as("skipped for the same reasons")
                .isEqualTo(live.json().path("skipped"));
        assertThat(offline.json().path("about")).isEqualTo(live.json().path("about"));
        assertThat(offline.json().path("captured").path("age_ms").asLong()).isBetween(0L, 600_000L);
        assertThat(live.json().path("captured").isNull()).isTrue();
        assertThat(wsctl("doctor", "--from", file.toString()).out()).contains("as it was ", " ago, at ", "now.json");
    }

    @Test
    @DisplayName("holds of the messages that were heard how they begin and how long they are, and nothing else")
    void messages() throws IOException {
        Path file = folder.resolve("heard.json");
        List<String> said =
                List.of("PUBLISH chat:lobby '{\"text\":\"a-secret\"}'", "PUBLISH chat:lobby \"\\x80\\x04K\"");
        try (TalkativeRelay relay = new TalkativeRelay(redis, said)) {
            Run heard = captureOf(relay.redisUrl(), file, "--sample", "50ms");
            assertThat(heard.code()).as(heard.all()).isZero();
        }
        assertThat(Files.readString(file)).contains("pickle", "largest_bytes").doesNotContain("a-secret");
        JsonNode findings = doctor("--from", file.toString()).json().path("findings");
        assertThat(findings.findValuesAsText("title")).contains("messages on chat:lobby are encoded in 2 ways");
    }

    @Test
    @DisplayName("is replaced as a whole, is its owner's alone, and is compressed when its name ends in .gz")
    void theFile() throws IOException {
        Path file = folder.resolve("old.json.gz");
        Files.writeString(file, "old");
        Run run = capture(file, "-o", "json");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.json().path("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode document = new ObjectMapper().readTree(in);
            assertThat(document.path("schema").asText()).isEqualTo("wsctl/capture/v1");
            assertThat(document.path("heartbeats").path("value").findValuesAsText("id"))
                    .containsExactly("a", "b");
        }
        assertThat(doctor("--from", file.toString()).code()).isEqualTo(2);
    }

    @Test
    @DisplayName("goes to standard output for -, and nothing else does")
    void standardOutput() {
        Run run = capture(Path.of("-"), "--anonymize");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().path("schema").asText()).isEqualTo("wsctl/capture/v1");
        assertThat(run.json().path("anonymized").asBoolean()).isTrue();
        assertThat(run.err()).isEmpty();
    }

    @Test
    @DisplayName("of a Redis that does not answer says so, and is judged CRITICAL as it was")
    void nobodyThere() {
        Path file = folder.resolve("down.json");
        Run run = wsctl("capture", "--redis", "redis://127.0.0.1:1/0", "-f", file.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("CRITICAL", "missing");
        Run offline = doctor("--from", file.toString());
        assertThat(offline.code()).isEqualTo(2);
        assertThat(offline.json().path("findings").findValuesAsText("code")).contains("RED01");
    }

    @Test
    @DisplayName("that is missing, cut, damaged, or none at all is refused with the reason")
    void broken() throws IOException {
        Path file = folder.resolve("whole.json");
        capture(file);
        String whole = Files.readString(file);
        refused(64, "there is no such file", folder.resolve("missing.json"));
        refused(64, "cannot read the capture", folder);
        refused(78, "it is truncated", Files.writeString(folder.resolve("cut"), whole.substring(0, 900)));
        refused(78, "it is no JSON", Files.writeString(folder.resolve("garbage"), "\u0000secret %&/("));
        refused(78, "it is no capture", Files.writeString(folder.resolve("empty"), ""));
        refused(78, "it is no capture", Files.writeString(folder.resolve("list"), "[]"));
        refused(
                78,
                "a newer wsctl",
                Files.writeString(folder.resolve("v9"), whole.replace("capture/v1", "capture/v9")));
        Path packed = folder.resolve("cut.json.gz");
        capture(packed);
        byte[] bytes = Files.readAllBytes(packed);
        refused(78, "truncated or damaged", Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2)));
    }

    private static void refused(int code, String why, Path file) {
        Run run = wsctl("doctor", "--from", file.toString());
        assertThat(run.code()).as(run.all()).isEqualTo(code);
        assertThat(run.err()).contains(why, "try:").doesNotContain("secret", "bug");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("is compared with a later one: what is new fails, as far as --fail-on goes")
    void compared() {
        Path before = folder.resolve("before.json");
        Path after = folder.resolve("after.json");
        capture(before);
        redis.command("CONFIG", "SET", "timeout", "30");
        try {
            capture(after);
        } finally {
            redis.command("CONFIG", "SET", "timeout", "0");
        }
        Run same = doctor("--diff", before.toString(), before.toString(), "--fail-on", "info");
        assertThat(same.code()).as(same.all()).isZero();
        Run changed = doctor("--diff", before.toString(), after.toString(), "--fail-on", "info");
        assertThat(changed.code()).as(changed.all()).isEqualTo(1);
        assertThat(changed.json().path("schema").asText()).isEqualTo("wsctl/doctor-diff/v1");
        assertThat(changed.json().path("new").findValuesAsText("code")).containsExactly("CON05");
        assertThat(changed.json().path("settings").findValuesAsText("name")).containsExactly("timeout");
        assertThat(doctor("--diff", before.toString(), after.toString()).code()).isZero();
        assertThat(doctor("--diff", before.toString()).code()).isEqualTo(64);
        capture(after, "--anonymize");
        assertThat(doctor("--diff", before.toString(), after.toString()).err()).contains("their names do not match");
    }

    @Test
    @DisplayName("and options about a live fleet exclude each other; a place that cannot be written is refused at once")
    void usage() {
        assertThat(wsctl("doctor", "--from", "x.json", "--redis", "redis://h").err())
                .contains("--redis would have no effect");
        assertThat(wsctl("doctor", "--from", "x.json", "ws://h/ws").err()).contains("a URL would have no effect");
        Run run = wsctl("capture", "-f", "/nowhere/x.json", "--redis", "redis://127.0.0.1:1");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("cannot write to /nowhere/x.json");
    }

    @Test
    @DisplayName("holds none of the secrets planted wherever one could be, nor do stdout and stderr")
    void noSecrets() throws IOException {
        Planted planted = new Planted();
        try (EmbeddedRedis victim = EmbeddedRedis.start()) {
            String url = planted.in(victim);
            Map<String, String> environment = Map.of(
                    "METRICS_API_KEY", planted.secret("metrics-key"),
                    "ADMIN_PASSWORD", planted.secret("admin"),
                    "REDIS_PASSWORD", planted.secret("unused"));
            for (List<String> options :
                    List.of(List.of("--probe", "--sample", "300ms"), List.of("--anonymize", "--probe", "--verbose"))) {
                Path file = folder.resolve("planted.json");
                List<String> arguments = new ArrayList<>(List.of(
                        "capture", "--redis", url, "--window", "100ms", "--timeout", "30s", "-f", file.toString()));
                arguments.addAll(options);
                Run run = wsctl(environment, arguments.toArray(String[]::new));
                assertThat(run.code()).as(run.all()).isZero();
                String content = Files.readString(file);
                assertThat(content)
                        .contains("cmdstat_keys", "\"KEYS\"", "chat:session:", "connected_clients")
                        .contains("\"reason\" : \"channel\"", "\"pending\" : 1", "\"stale\" : {");
                Run offline = wsctl("doctor", "--from", file.toString(), "--verbose");
                for (String secret : planted.secrets()) {
                    assertThat(content).doesNotContainIgnoringCase(secret);
                    assertThat(run.all() + offline.all()).doesNotContainIgnoringCase(secret);
                }
            }
            planted.close();
        }
    }
}
