package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayLineTest {

    private final List<CompletableFuture<List<RoomHistory.Entry>>> pages = new ArrayList<>();
    private final ReplayLine line = new ReplayLine(
            new EmbeddedChannel().eventLoop(), new Streams(), new StreamSettings(100, Duration.ofHours(1)));

    @Test
    @DisplayName("D6 of a hundred who come back at once thirty-two read, and each that is done makes room for the next")
    void fewReadAtOnceAndAllAreAnswered() {
        List<CompletableFuture<Replay>> answers =
                IntStream.range(0, 100).mapToObj(i -> join()).toList();
        assertThat(pages).hasSize(32);
        pages.get(31).complete(List.of());
        pages.get(0).completeExceptionally(new IllegalStateException("not connected"));
        assertThat(pages).hasSize(34);
        for (int i = 0; i < pages.size(); i++) {
            pages.get(i).complete(List.of());
        }
        assertThat(pages).hasSize(100);
        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    @DisplayName("D6 who has gone out of the line is not read for")
    void whoHasGoneIsNotReadFor() {
        IntStream.range(0, 32).forEach(i -> join());
        join().complete(Replay.none(Replay.Shortfall.UNAVAILABLE));
        CompletableFuture<Replay> last = join();
        pages.get(0).complete(List.of());
        assertThat(pages).hasSize(33);
        pages.get(32).complete(List.of());
        assertThat(last).isDone();
    }

    private CompletableFuture<Replay> join() {
        return line.readSoon("lobby", new ReplayFrom.Entry("0-0", true));
    }

    private final class Streams implements RoomHistory {
        @Override
        public CompletableFuture<List<Entry>> newestFirst(String room, @Nullable String before, int count) {
            CompletableFuture<List<Entry>> page = new CompletableFuture<>();
            pages.add(page);
            return page;
        }

        @Override
        public CompletableFuture<Long> time() {
            throw new AssertionError("nobody asks for a time");
        }
    }
}
