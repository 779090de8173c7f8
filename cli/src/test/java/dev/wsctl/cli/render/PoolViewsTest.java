package dev.wsctl.cli.render;

import static dev.wsctl.cli.model.Instances.ill;
import static dev.wsctl.cli.model.Instances.pool;
import static dev.wsctl.cli.model.Instances.well;

import dev.wsctl.cli.check.PoolCheck;
import dev.wsctl.cli.model.PoolReport;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PoolViewsTest {
    @Test
    @DisplayName("C7 connections that are enough: who holds them, and nothing to do")
    void wellIsShort() {
        PoolReport report = PoolCheck.judge(pool(40, 0, Duration.ofMinutes(1), null));
        Golden.looks("pool-well", PoolViews.all(), report);
        Golden.looks("pool-verbose", PoolViews.all().human(), report, Page.Detail.VERBOSE);
    }

    @Test
    @DisplayName("C6-C9 limits, pools, sizing and keepalive, with what to try; also as wsctl/pool/v1")
    void trouble() {
        PoolReport report = PoolCheck.judge(pool(
                92,
                3,
                Duration.ofMinutes(5),
                PoolCheck.size(8000, OptionalLong.of(100), 92),
                well("chat-a"),
                ill("chat-b", 0)));
        Golden.looks("pool-trouble", PoolViews.all(), report);
        Golden.matches("pool.json", Golden.json(PoolViews.all(), report));
    }

    @Test
    @DisplayName("C8 sizing where no instance publishes its pool: compared with what is connected, and said so")
    void sizingWithoutPools() {
        PoolReport report =
                PoolCheck.judge(pool(40, 0, Duration.ofMinutes(1), PoolCheck.size(3000, OptionalLong.empty(), 40)));
        Golden.looks("pool-sizing", PoolViews.all(), report);
    }
}
