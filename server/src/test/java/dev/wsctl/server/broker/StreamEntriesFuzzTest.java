package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Anybody may write to a room's stream, under any id: members get the room's messages, or nothing, and never an error. */
@Tag("fuzz")
class StreamEntriesFuzzTest {

    private static final String ROOM = "lobby";
    private static final StreamSettings SETTINGS = new StreamSettings(10_000, Duration.ofHours(1));

    /** A stream whose entries are the lines of an input; ids go up, and as far as Redis lets them. */
    private static final class Lines implements RoomHistory {
        private final List<Entry> oldestFirst = new ArrayList<>();

        Lines(byte[] input, Random random) {
            long millis = random.nextBoolean() ? 1_700_000_000_000L : -2;
            long number = 0;
            int from = 0;
            for (int at = 0; at <= input.length; at++) {
                if (at == input.length || input[at] == '\n') {
                    byte[] line = Arrays.copyOfRange(input, from, at);
                    String id = Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(number);
                    // An empty one is a note that something was not recorded.
                    oldestFirst.add(new Entry(id, line.length == 0 ? null : line));
                    number = number >= 0 && random.nextInt(20) == 0 ? Long.MIN_VALUE : number + 1;
                    from = at + 1;
                }
            }
        }

        @Override
        public CompletableFuture<List<Entry>> newestFirst(String room, @Nullable String before, int count) {
            List<Entry> page = new ArrayList<>();
            for (int i = oldestFirst.size() - 1; i >= 0; i--) {
                page.add(oldestFirst.get(i));
            }
            if (before != null) {
                while (!page.isEmpty() && !page.remove(0).id().equals(before)) {
                    // Newer than asked for.
                }
            }
            return CompletableFuture.completedFuture(page.subList(0, Math.min(count, page.size())));
        }

        @Override
        public CompletableFuture<Long> time() {
            return CompletableFuture.completedFuture(1_700_000_000_500L);
        }
    }

    /** The room's messages after the first {@code skipped} entries, each once. */
    private static List<String> messages(Lines stream, int skipped) {
        List<String> messages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        // The newest copy counts, as for a reader that comes from that end.
        List<RoomHistory.Entry> newestFirst = new ArrayList<>(stream.oldestFirst);
        Collections.reverse(newestFirst);
        for (RoomHistory.Entry entry : newestFirst.subList(0, newestFirst.size() - skipped)) {
            byte[] message = entry.message();
            if (message != null) {
                try {
                    if (ids.add(Envelope.parseRoomMessage(ROOM, message).id())) {
                        messages.add(0, text(message));
                    }
                } catch (MalformedMessageException notOurs) {
                    // Passed over.
                }
            }
        }
        return messages;
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName(
            "D6 E9 after an entry of a stream comes what is valid after it, in order, once, whatever else stands there")
    void afterAnEntryComesWhatIsValid() {
        Fuzz.check(StreamEntriesFuzzTest.class, (input, random) -> {
            Lines stream = new Lines(input, random);
            int last = random.nextInt(stream.oldestFirst.size());
            ReplayFrom from = new ReplayFrom.Entry(stream.oldestFirst.get(last).id(), random.nextBoolean());

            Replay replay = ReplayReader.read(stream, ROOM, from, SETTINGS).join();

            assertThat(replay.shortfall()).isIn(null, Replay.Shortfall.UNRECORDED);
            assertThat(replay.messages().stream().map(StreamEntriesFuzzTest::text))
                    .isEqualTo(messages(stream, last + 1));
        });
    }

    @Test
    @DisplayName(
            "D6 E9 after the last ids seen, and of the last minutes, come valid messages of the room alone, none twice")
    void afterIdsComeValidMessages() {
        Fuzz.check(StreamEntriesFuzzTest.class, (input, random) -> {
            Lines stream = new Lines(input, random);
            Set<String> seen = new HashSet<>();
            for (RoomHistory.Entry entry : stream.oldestFirst) {
                byte[] message = entry.message();
                if (message != null && random.nextInt(4) == 0) {
                    try {
                        seen.add(Envelope.parseRoomMessage(ROOM, message).id());
                    } catch (MalformedMessageException notOurs) {
                        seen.add("b-1-" + random.nextInt(9));
                    }
                }
            }
            ReplayFrom from = seen.isEmpty()
                    ? new ReplayFrom.Age(Duration.ofSeconds(random.nextInt(4_000)))
                    : new ReplayFrom.LastSeen(seen);

            Replay replay = ReplayReader.read(stream, ROOM, from, SETTINGS).join();

            assertThat(replay.shortfall()).isNotEqualTo(Replay.Shortfall.UNAVAILABLE);
            List<String> ids = new ArrayList<>();
            for (byte[] message : replay.messages()) {
                ids.add(Envelope.parseRoomMessage(ROOM, message).id());
            }
            assertThat(ids).doesNotHaveDuplicates().noneMatch(seen::contains);
            assertThat(replay.known()).containsAll(ids);
        });
    }
}
