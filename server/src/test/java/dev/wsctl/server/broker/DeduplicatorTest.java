package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {

    private final AtomicLong clock = new AtomicLong();
    private final Deduplicator deduplicator = new Deduplicator(Duration.ofSeconds(5), 1_000, clock::get);

    @Test
    @DisplayName("E7 an id is a duplicate for exactly 5 s, wherever the generations change")
    void anIdIsADuplicateForFiveSeconds() {
        for (int start = 0; start < 7; start++) {
            String id = "a-" + start;
            assertThat(deduplicator.isFirst(id)).isTrue();
            assertThat(deduplicator.isFirst(id)).isFalse();
            advance(Duration.ofSeconds(5));
            assertThat(deduplicator.isFirst(id)).isFalse();
            advance(Duration.ofNanos(1));
            assertThat(deduplicator.isFirst(id)).isTrue();
            advance(Duration.ofMillis(1_300));
        }
    }

    @Test
    @DisplayName("E7 memory is bounded: beyond its capacity the oldest ids are forgotten, never the newest")
    void memoryIsBounded() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(deduplicator.isFirst("a-" + i)).isTrue();
            assertThat(deduplicator.isFirst("a-" + Math.max(0, i - 999))).isFalse();
        }
        assertThat(deduplicator.isFirst("a-1")).isTrue();
    }

    private void advance(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
