package dev.wsctl.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A round trip")
class RepliesTest {
    private final Replies replies = new Replies();

    @Test
    @DisplayName("is told of a frame that repeats what was sent, once")
    void anEcho() {
        replies.sent("hello", 1_000);

        assertThat(replies.roundTrip("hello", 3_000)).isEqualTo(Duration.ofNanos(2_000));
        assertThat(replies.roundTrip("hello", 4_000)).isNull();
    }

    @Test
    @DisplayName("is told of a message that carries the text as a JSON string, escaped as JSON wants it")
    void aMessage() {
        replies.sent("she said \"hi\"", 0);

        assertThat(replies.roundTrip("{\"text\":\"she said \\\"hi\\\"\"}", 5)).isEqualTo(Duration.ofNanos(5));
    }

    @Test
    @DisplayName("is not told of somebody else's message that happens to contain the text")
    void aCoincidence() {
        replies.sent("a", 0);

        assertThat(replies.roundTrip("{\"type\":\"chat_message\",\"text\":\"a lot\"}", 5))
                .isNull();
    }

    @Test
    @DisplayName("of a text sent twice belongs to the older first")
    void inOrder() {
        replies.sent("x", 10);
        replies.sent("x", 20);

        assertThat(replies.roundTrip("x", 100)).isEqualTo(Duration.ofNanos(90));
        assertThat(replies.roundTrip("x", 100)).isEqualTo(Duration.ofNanos(80));
    }
}
