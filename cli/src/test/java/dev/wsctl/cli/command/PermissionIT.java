package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("E16 an ACL user")
class PermissionIT {
    private static EmbeddedRedis redis;

    /** Without a pattern in use nobody is asked who holds one. */
    private static Listener listener;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config(Sickbed.NOTHING_IS_SLOW));
        redis.command("SET", "sess:1", "x", "EX", "86400");
        listener = Listener.on(redis, "a").send("PSUBSCRIBE chat:*");
    }

    @AfterAll
    static void stop() {
        listener.close();
        redis.close();
    }

    private static Run as(String rules, String command) {
        // What was refused before is a finding of doctor, and not the one asked for here.
        redis.command("ACL", "LOG", "RESET");
        redis.command(("ACL SETUSER ada reset on >pw " + rules).split(" "));
        return BadRedisIT.run(command, "redis://ada:pw@127.0.0.1:" + redis.port());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "health           ; ~* &* +@all -info              ; INFO                ; +info",
                "health           ; ~* &* +@all -set               ; SET                 ; +set",
                "health           ; ~* &* +@all -publish           ; PUBLISH             ; +publish",
                "health           ; ~* &* +@all -subscribe         ; SUBSCRIBE           ; +subscribe",
                "health           ; ~* &* +@all -scan              ; SCAN                ; +scan",
                "health           ; ~sess:* &* +@all               ; SET with the key    ; '~wsctl:probe:*'",
                "health           ; ~* resetchannels +@all         ; PUBLISH with the channel       ; '&wsctl:probe:*'",
                "channels         ; ~* &* +@all -info              ; INFO                ; +info",
                "channels         ; ~* &* +@all -pubsub|channels   ; PUBSUB CHANNELS     ; +pubsub|channels",
                "channels         ; ~* &* +@all -pubsub|shardchannels ; PUBSUB SHARDCHANNELS ; +pubsub|shardchannels",
                "channels         ; ~* &* +@all -pubsub|numpat     ; PUBSUB NUMPAT       ; +pubsub|numpat",
                "channels         ; ~* &* +@all -client|list       ; CLIENT LIST         ; +client|list",
                "subscribers      ; ~* &* +@all -client|list       ; CLIENT LIST         ; +client|list",
                "subscribers room ; ~* &* +@all -pubsub|numsub     ; PUBSUB NUMSUB       ; +pubsub|numsub",
                "sessions         ; ~* &* +@all -scan              ; SCAN                ; +scan",
                "sessions         ; ~* &* +@all -pttl              ; PTTL                ; +pttl",
                "sessions         ; ~chat:* &* +@all               ; PTTL with the key   ; '~sess:*'",
                "sessions list    ; ~* &* +@all -type              ; TYPE                ; +type",
                "sessions list    ; ~chat:* &* +@all               ; TYPE with the key   ; '~sess:*'",
                "sessions show sess:1 ; ~* &* +@all -get           ; GET                 ; +get",
                "pool             ; ~* &* +@all -client|list       ; CLIENT LIST         ; +client|list",
                "doctor           ; ~* &* +@all -info              ; INFO                ; +info",
                "doctor           ; ~* &* +@all -client|list       ; CLIENT LIST         ; +client|list",
                "doctor           ; ~* &* +@all -scan              ; SCAN                ; +scan",
                "latency          ; ~* &* +@all -ping              ; PING                ; +ping",
                "instances        ; ~* &* +@all -scan              ; SCAN                ; +scan",
            })
    @DisplayName("without a permission gets exit 3, the command, and the rule that would allow it")
    void namesCommandAndRule(String command, String rules, String named, String rule) {
        // How fast this machine answers is not what is asked.
        String options = command.startsWith("pool")
                ? " --window 1ms"
                : command.startsWith("doctor")
                        ? " --window 1ms " + String.join(" ", Sickbed.UNHURRIED)
                        : command.equals("health")
                                ? " --warn-latency 10s --crit-latency 20s"
                                : command.equals("latency") ? " --warn 10s --crit 20s" : "";
        Run run = as(rules, command + options);
        assertThat(run.code()).as(run.all()).isEqualTo(3);
        assertThat(run.all().replaceAll("\\s+", " "))
                .contains("user ada on 127.0.0.1:" + redis.port() + " may not use " + named)
                .contains("ACL SETUSER ada " + rule);
    }

    @Test
    @DisplayName("whose missing permission was granted by the very rule that wsctl named, is served")
    void theNamedRuleIsEnough() {
        redis.command("ACL", "SETUSER", "ada", "reset", "on", ">pw", "+ping");
        String url = "redis://ada:pw@127.0.0.1:" + redis.port();
        for (int round = 0; round < 30; round++) {
            Run run = BadRedisIT.run("health", url, "--warn-latency", "10s", "--crit-latency", "20s");
            String text = run.all().replaceAll("\\s+", " ");
            int rule = text.indexOf("ACL SETUSER ada ");
            if (rule < 0) {
                assertThat(run.code()).as(run.all()).isZero();
                return;
            }
            String granted = text.substring(rule + "ACL SETUSER ada ".length())
                    .split("[ ;]")[0]
                    .replace("'", "");
            redis.command("ACL", "SETUSER", "ada", granted);
        }
        throw new AssertionError("30 rules were not enough: " + redis.command("ACL", "LIST"));
    }

    @Test
    @DisplayName("who may not name its connection is served all the same")
    void aRefusedNameIsNoFailure() {
        assertThat(as("~* &* +@all -client|setname", "channels").code()).isZero();
    }
}
