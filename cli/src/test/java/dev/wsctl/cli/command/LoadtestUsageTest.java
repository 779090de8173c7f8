package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A load test that cannot be carried out")
class LoadtestUsageTest {
    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--rooms 0 | rooms must be at least 1",
                "--connections 0 | connections must be at least 1",
                "--connections 5 --rooms 6 | must not exceed",
                "--rate 0 | rate must be more than 0",
                "--rate -5 | rate must be more than 0",
                "--duration -3s | '-3s'",
                "--duration soon | 'soon' is not a duration",
                "--warmup -1s | '-1s'",
                "--size 3 | message size must be at least",
                "--inflight 0 | in-flight must be",
                "--threshold p99<25 | needs a unit",
                "--threshold p98<25ms | unknown metric",
                "--threshold fast | is not of the form",
                "--dialect klingon | unknown dialect 'klingon'",
                "--header X | a --header has no colon",
                "--connections 900000 | more open files",
                "--connections 900000 --find-max rate | more open files",
                "--dry-run --join redis://h#r | --dry-run is about a plan",
                "--skew steep | 'steep' is no skew of rooms",
                "--senders 10 | '10' is no percentage",
                "--senders 0% | senders must be over 0 %",
                "--rooms 3 --members 5 --connections 20 | 3 rooms of 5 members are not 20 connections",
                "--size 500-100 | ends below its beginning",
                "--payload hello | must contain {marker} once",
                "--payload x{marker} --size 200 | the payload has no {pad}",
                "--payload {data.name}{marker} | no data is given",
                "--header X:{data.token} | no data is given",
                "--data-per message | there is no data",
                "--cookie X | a --cookie has no name and value",
                "--subprotocol a=b | a subprotocol is one word",
                "--source-ip here | 'here' is no IP address",
                "--source-ip 10.0.0.1,10.0.0.1 | a source address is given twice",
                "--header Sec-WebSocket-Key:x | the handshake's own",
                "--report /no/such/dir/out.html | cannot write to",
                "--durration 3s | --duration",
                "-o xml | xml",
            })
    void isRefusedBeforeAnythingIsTried(String options, String message) {
        String[] words = ("loadtest ws://127.0.0.1:1/ws " + options).split(" ");

        Run load = Run.wsctl(words);

        assertThat(load.code()).as(load.err()).isEqualTo(64);
        assertThat(load.err()).contains(message);
        assertThat(load.err().lines()).as("what failed, and what to try").hasSize(2);
        assertThat(load.out()).isEmpty();
    }

    @Test
    @DisplayName("without a target is refused")
    void withoutATargetIsRefused() {
        Run load = Run.wsctl("loadtest");

        assertThat(load.code()).isEqualTo(64);
        assertThat(load.err()).contains("URL");
    }

    @Test
    @DisplayName("N4 is forecast all the same, and the forecast ends with the same error")
    void isForecastAllTheSame() {
        Run load = Run.wsctl("loadtest", "ws://127.0.0.1:1/ws", "--connections", "900000", "--dry-run");

        assertThat(load.code()).as(load.err()).isEqualTo(64);
        assertThat(load.out()).startsWith("TOO MUCH  900,000 connections").contains("ulimit -n 900100");
        assertThat(load.err()).contains("more open files");
    }

    @Test
    @DisplayName("N4 by this machine is forecast without its limits where other machines do the work")
    void isForecastForOthers() {
        Run load = Run.wsctl(
                "loadtest",
                "ws://127.0.0.1:1/ws",
                "--connections",
                "900000",
                "--workers",
                "9",
                "--coordinate",
                "redis://127.0.0.1:1#run",
                "--dry-run");

        assertThat(load.code()).as(load.err()).isZero();
        assertThat(load.out()).startsWith("NOT LOOKED AT").contains("9 processes of up to 100,000");
    }

    @Test
    @DisplayName("and a delivery check likewise")
    void andADeliveryCheckLikewise() {
        assertThat(Run.wsctl("verify", "ws://h:1/ws", "--rounds", "0").code()).isEqualTo(64);
        assertThat(Run.wsctl("verify", "ws://h:1/ws", "ws://h:1/ws").err()).contains("named twice");
        assertThat(Run.wsctl("verify", "http://h:1/ws").err()).contains("try ws://h:1/ws");
        assertThat(Run.wsctl("verify").code()).isEqualTo(64);
    }
}
