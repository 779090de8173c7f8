package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A room whose subscription is back before the connection that reads its stream")
class GapFillerTest {

    private static final String ROOM = "lobby";

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final List<RoomHistory.Entry> stream = new ArrayList<>();
    private final List<byte[]> delivered = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final MessageWriter other = new MessageWriter("b", new MessageIds("b", 1), () -> 1_700_000_000_000L);
    private boolean readable = true;
    private final RoomHistory history = new Stream();
    private final GapFiller filler = new GapFiller(
            clock.eventLoop(),
            history,
            new ReplayLine(clock.eventLoop(), history, new StreamSettings(100, Duration.ofHours(1))),
            "a",
            new Deduplicator(Duration.ofSeconds(5), 100, () -> 0),
            Duration.ofMillis(100),
            new Outlet());

    @BeforeEach
    void loseAndFindTheSubscription() {
        clock.freezeTime();
        filler.watch(ROOM);
        filler.lost(ROOM);
        readable = false;
        byte[] missed = record("missed");
        stream.add(0, new RoomHistory.Entry("1-0", missed));
        filler.subscribed(ROOM);
        pass(Duration.ofMillis(100));
        assertThat(delivered).isEmpty();
    }

    @Test
    @DisplayName("D6 D8 is read once, when what is being redirected has had time to get there")
    void isReadWhenThingsHaveSettled() {
        filler.lost(ROOM);
        readable = true;
        filler.subscribed(ROOM);
        assertThat(delivered).isEmpty();
        stream.add(0, new RoomHistory.Entry("2-0", record("redirected")));
        pass(Duration.ofMillis(300));
        assertThat(delivered).hasSize(2);
        assertThat(gaps).isEmpty();
    }

    @Test
    @DisplayName("D6 is made whole when that has come, though it takes nine seconds, before anything newer")
    void isMadeWholeWhenTheReaderHasCome() throws Exception {
        pass(Duration.ofSeconds(5));
        byte[] newer = record("newer");
        filler.arrived(ROOM, Envelope.parseRoomMessage(ROOM, newer), newer);
        pass(Duration.ofSeconds(4));
        assertThat(delivered).isEmpty();
        readable = true;
        pass(Duration.ofMillis(200));
        assertThat(gaps).isEmpty();
        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(0)).isEqualTo(stream.get(0).message());
        assertThat(delivered.get(1)).isEqualTo(newer);
    }

    @Test
    @DisplayName("D6 is told after ten seconds that it is not whole, and goes on with what it has heard")
    void isToldThatItIsNotWhole() throws MalformedMessageException {
        byte[] newer = record("newer");
        filler.arrived(ROOM, Envelope.parseRoomMessage(ROOM, newer), newer);
        pass(Duration.ofSeconds(10));
        assertThat(gaps).containsExactly("unavailable");
        assertThat(delivered).containsExactly(newer);
    }

    @Test
    @DisplayName("D6 holds 64 MiB at most, over all rooms; what comes beyond is for the stream to give back, or a gap")
    void holdsSoManyBytes() throws MalformedMessageException {
        String longText = "x".repeat(60_000);
        long bytes = 0;
        int held = 0;
        byte[] next = record(longText);
        while (bytes + next.length <= 64 << 20) {
            bytes += next.length;
            held++;
            filler.arrived(ROOM, Envelope.parseRoomMessage(ROOM, next), next);
            next = record(longText);
        }
        filler.arrived(ROOM, Envelope.parseRoomMessage(ROOM, next), next);
        readable = true;
        pass(Duration.ofMillis(200));
        assertThat(delivered).hasSize(1 + held);
        assertThat(gaps).containsExactly("unknown_id");

        byte[] afterwards = record(longText);
        filler.arrived(ROOM, Envelope.parseRoomMessage(ROOM, afterwards), afterwards);
        assertThat(delivered).endsWith(afterwards);
    }

    private byte[] record(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return other.chatMessage(ROOM, "bob", bytes, 0, bytes.length);
    }

    private void pass(Duration time) {
        long step = TimeUnit.MILLISECONDS.toNanos(100);
        for (long passed = 0; passed < time.toNanos(); passed += step) {
            clock.advanceTimeBy(step, TimeUnit.NANOSECONDS);
            clock.runScheduledPendingTasks();
        }
    }

    private final class Stream implements RoomHistory {
        @Override
        public CompletableFuture<List<Entry>> newestFirst(String room, @Nullable String before, int count) {
            return readable
                    ? CompletableFuture.completedFuture(List.copyOf(stream))
                    : CompletableFuture.failedFuture(new IllegalStateException("not connected"));
        }

        @Override
        public CompletableFuture<Long> time() {
            throw new AssertionError("nobody asks for a time");
        }
    }

    private final class Outlet implements Continuity.Outlet {
        @Override
        public void deliver(String room, byte[] message) {
            delivered.add(message);
        }

        @Override
        public void gap(String room, String reason) {
            gaps.add(reason);
        }
    }
}
