package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    @DisplayName("B6 delays grow to a bound, are jittered by half, and start anew after success")
    void delaysGrowToABound() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(500), () -> 0.5);
        assertThat(Stream.generate(backoff::next).limit(5).map(Duration::toMillis))
                .containsExactly(75L, 150L, 300L, 375L, 375L);
        backoff.reset();
        assertThat(backoff.next().toMillis()).isEqualTo(75);
    }
}
