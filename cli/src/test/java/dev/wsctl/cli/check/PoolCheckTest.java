package dev.wsctl.cli.check;

import static dev.wsctl.cli.model.Instances.ill;
import static dev.wsctl.cli.model.Instances.pool;
import static dev.wsctl.cli.model.Instances.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.KeepAlive;
import dev.wsctl.cli.model.PoolReport;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolCheckTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest(name = "{0} of 100: {1}")
    @CsvSource({"40, OK", "80, OK", "81, WARNING", "91, CRITICAL"})
    @DisplayName("C7 connections near maxclients: warning above 80 %, critical above 90 %")
    void nearTheLimit(long connected, Status status) {
        assertThat(PoolCheck.judge(pool(connected, 0, MINUTE, null)).status()).isEqualTo(status);
    }

    @Test
    @DisplayName("C7 connections refused while watching are critical; those of long ago are only shown")
    void refusedConnectionsAreCritical() {
        assertThat(PoolCheck.judge(pool(40, 0, MINUTE, null)).status()).isEqualTo(Status.OK);
        PoolReport judged = PoolCheck.judge(pool(40, 3, MINUTE, null));
        assertThat(judged.status()).isEqualTo(Status.CRITICAL);
        assertThat(judged.findings().get(0).title()).startsWith("3 connections were refused");
    }

    @Test
    @DisplayName("C6 a pool used above 90 % is a warning")
    void aFullPoolIsAWarning() {
        PoolReport judged = PoolCheck.judge(pool(40, 0, MINUTE, null, well("a"), ill("b", 0)));
        assertThat(judged.findings())
                .singleElement()
                .extracting(Finding::title)
                .isEqualTo("the pool of b is 96 % in use (48 of 50, 11 waiting)");
    }

    @ParameterizedTest(name = "{0} users: {1}, usual {2}")
    @CsvSource({
        "1, 2, 20-30",
        "101, 3, 20-30",
        "999, 20, 20-30",
        "1000, 20, 50-100",
        "3000, 60, 50-100",
        "5000, 100, 50-100",
        "5001, 101, 100-200"
    })
    @DisplayName("C8 (users / 100) * 2, rounded up, beside the documented band")
    void sizing(long users, long recommended, String band) {
        PoolReport.Sizing sizing = PoolCheck.size(users, OptionalLong.of(100), 7);
        assertThat(sizing.recommended()).isEqualTo(recommended);
        assertThat(sizing.band()).isEqualTo(band);
        assertThat(sizing.current()).isEqualTo(100);
    }

    @Test
    @DisplayName("C8 pools too small for the users are a warning; without pools there is nothing to judge")
    void tooSmallPoolsAreAWarning() {
        PoolReport small = pool(40, 0, MINUTE, PoolCheck.size(8000, OptionalLong.of(100), 40), well("a"));
        assertThat(PoolCheck.judge(small).status()).isEqualTo(Status.WARNING);
        PoolReport.Sizing unknown = PoolCheck.size(8000, OptionalLong.empty(), 40);
        assertThat(unknown.current()).isEqualTo(40);
        assertThat(PoolCheck.judge(pool(40, 0, MINUTE, unknown)).status()).isEqualTo(Status.OK);
    }

    @Test
    @DisplayName("C9 keepalive: a dead peer is noticed after twice the interval; none at all is a warning")
    void keepAlive() {
        assertThat(new KeepAlive(Duration.ofMinutes(5)).detection()).isEqualTo(Duration.ofMinutes(10));
        assertThat(PoolCheck.judge(pool(40, 0, Duration.ofMinutes(5), null)).status())
                .isEqualTo(Status.OK);
        assertThat(PoolCheck.judge(pool(40, 0, Duration.ZERO, null)).status()).isEqualTo(Status.WARNING);
    }
}
