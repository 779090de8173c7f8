package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages between instances show, as findings of doctor. */
@DisplayName("N3 doctor, with the URLs of a home-made chat,")
class DoctorDeliveryIT {
    /** For what does arrive on a busy machine; what does not costs this time. */
    private static final String SOON = "4s";

    /** Where all arrives nobody waits for it. */
    private static final String BUSY = "30s";

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("DEL04, DEL05, DEL07, DEL09, DEL13, DEL14 finds what verify finds, with the same code")
    @CsvSource(delimiter = '|', textBlock = """
            LOCAL_ONLY | LOCAL_ONLY     | DEL05
            NONE       | LOCAL_ONLY     | DEL05
            NONE       | UNSUBSCRIBED   | DEL14
            NONE       | HUNG           | DEL04
            NONE       | OTHER_PREFIX   | DEL13
            NONE       | SELF_DUPLICATE | DEL07
            NONE       | MISROUTED      | DEL09
            """)
    void findsWhatVerifyFinds(Fault first, Fault second, String code) {
        try (HomeMadeChat a = new HomeMadeChat(first, redis.url());
                HomeMadeChat b = new HomeMadeChat(second, redis.url())) {
            Run doctor = within(a.losesNothing() && b.losesNothing() ? BUSY : SOON, a.url(), b.url());
            assertThat(doctor.code()).as(doctor.all()).isEqualTo(2);
            assertThat(delivery(doctor)).as(doctor.all()).containsOnly(code);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("DEL01, DEL02 finds an instance on another Redis, and one that cannot be joined")
    void anotherRedisAndNobody() {
        try (EmbeddedRedis elsewhere = EmbeddedRedis.start();
                HomeMadeChat a = new HomeMadeChat(Fault.NONE, redis.url());
                HomeMadeChat b = new HomeMadeChat(Fault.NONE, elsewhere.url())) {
            assertThat(delivery(doctor(a.url(), b.url()))).containsOnly("DEL02");
            assertThat(delivery(doctor(a.url(), "ws://127.0.0.1:1/ws"))).contains("DEL01");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("DEL06, DEL08 finds lost messages on the way to one, and messages that overtake each other to another")
    void lostAndOvertaken() {
        try (HomeMadeChat a = new HomeMadeChat(Fault.LOSSY, redis.url());
                HomeMadeChat b = new HomeMadeChat(Fault.REORDERING, redis.url())) {
            Run doctor = doctor(a.url(), b.url());
            assertThat(delivery(doctor)).as(doctor.all()).containsExactly("DEL06", "DEL08");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("DEL03, DEL12 finds one of three that is cut off, and four that fall apart into pairs")
    void cutOffAndApart() {
        try (EmbeddedRedis elsewhere = EmbeddedRedis.start();
                HomeMadeChat a = new HomeMadeChat(Fault.NONE, redis.url());
                HomeMadeChat b = new HomeMadeChat(Fault.NONE, redis.url());
                HomeMadeChat c = new HomeMadeChat(Fault.NONE, elsewhere.url());
                HomeMadeChat d = new HomeMadeChat(Fault.NONE, elsewhere.url())) {
            Run three = doctor(a.url(), b.url(), c.url());
            assertThat(delivery(three)).as(three.all()).containsExactly("DEL03");
            Run four = doctor(a.url(), b.url(), c.url(), d.url());
            assertThat(delivery(four)).as(four.all()).containsExactly("DEL12");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("finds nothing of it where every message arrives once")
    void nothingWhereAllIsWell() {
        try (HomeMadeChat a = new HomeMadeChat(Fault.NONE, redis.url());
                HomeMadeChat b = new HomeMadeChat(Fault.NONE, redis.url())) {
            Run doctor = within(BUSY, a.url(), b.url());
            assertThat(delivery(doctor)).as(doctor.all()).isEmpty();
            assertThat(doctor.json().get("skipped").findValuesAsText("code"))
                    .noneMatch(code -> code.matches("DEL[01].*"));
        }
    }

    /** Codes of what was found by sending messages. */
    private static List<String> delivery(Run doctor) {
        return doctor.json().get("findings").findValuesAsText("code").stream()
                .filter(code -> code.matches("DEL[01].*"))
                .toList();
    }

    private static Run doctor(String... urls) {
        return within(SOON, urls);
    }

    private static Run within(String deadline, String... urls) {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(List.of(urls));
        arguments.addAll(List.of("--deadline", deadline));
        arguments.addAll(List.of("--redis", redis.url(), "--window", "100ms", "--timeout", "20s", "-o", "json"));
        return Run.wsctl(arguments.toArray(String[]::new));
    }
}
