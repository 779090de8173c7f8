package dev.wsctl.cli.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Footprint.Keys;
import dev.wsctl.cli.model.Footprint.SortedSet;
import dev.wsctl.cli.model.Footprint.Stream;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Status;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("N2 a footprint in Redis")
class RecognitionTest {
    private static final String P = "a".repeat(32);
    private static final String Q = "b".repeat(32);

    @ParameterizedTest(name = "{0}")
    @DisplayName("of channels names the framework, its instances, and how sure that is")
    @CsvSource(delimiter = '|', textBlock = """
            socket.io-request#/#=2 socket.io-response#/#=2 socket.io-response#/#aB_-c1#=1 | Socket.IO (redis-adapter) | HIGH | 2
            app-request#/#=3 app-response#/#=3          | Socket.IO (redis-adapter)         | HIGH | 3
            socket.io#/#=2 socket.io#/#0123456789abcdef#=1 | Socket.IO (redis-streams-adapter) | HIGH | 2
            socketio=2                                  | python-socketio                   | LOW  | 2
            _action_cable_internal=2 x:action_cable/Z2=1 | Action Cable                     | HIGH | 2
            __anycable_internal__=2 __anycable__=2      | AnyCable                          | HIGH | 2
            reverb=2                                    | Laravel Reverb                    | LOW  | 2
            app#comms#req=2 app#comms#res=2             | Soketi                            | HIGH | 2
            Chat:internal:groups=2 Chat:all=2           | SignalR                           | HIGH | 2
            phx:Chat.Adapter=2                          | Phoenix                           | LOW  | 2
            centrifugo.control=2 centrifugo.node.x=1    | Centrifugo                        | HIGH | 2
            hocuspocus:a=1 hocuspocus:b=2               | Hocuspocus                        | HIGH | 2
            hocuspocus#reply:x=1 hocuspocus#reply:y=1   | Hocuspocus                        | HIGH | 2
            docs#reply:x=1 docs:a=1                     | Hocuspocus                        | LOW  | 1
            chat:pubsub:global:broadcast=2 chat:lobby=1 | wsctl server                      | HIGH | 2
            chat:lobby=2 chat:kitchen=1                 | chat rooms                        | LOW  | 2
            """)
    void namesTheFramework(String channels, String name, Confidence confidence, long instances) {
        assertThat(Recognition.of(channels(channels), Map.of())).singleElement().satisfies(framework -> {
            assertThat(framework.name()).isEqualTo(name);
            assertThat(framework.confidence()).isEqualTo(confidence);
            assertThat(framework.instances().value()).hasValue(instances);
            assertThat(framework.responding().known()).isFalse();
            assertThat(framework.responding().why()).isNotEmpty();
        });
    }

    @Test
    @DisplayName("that is nobody's names nobody: words that others use, too, are not enough")
    void namesNobody() {
        assertThat(Recognition.of(
                        channels("news=3 my-request#x=1 other.control=2 socketio2=1 reverberation=1 a#/b#=1"),
                        Map.of()))
                .isEmpty();
        assertThat(Recognition.of(channels(""), Map.of())).isEmpty();
    }

    @Test
    @DisplayName("of shard channels counts rooms, but not the instances' own channels")
    void countsRoomsOfShardChannels() {
        Footprint seen = new Footprint(
                Map.of(),
                Map.of("socket.io#/#", 2L, "socket.io#/#0123456789abcdef#", 1L, "socket.io#/#lobby#", 2L),
                0,
                Map.of(),
                OptionalLong.empty(),
                List.of());

        Framework framework = only(seen);

        assertThat(framework.name()).isEqualTo("Socket.IO (redis-adapter, sharded)");
        assertThat(framework.instances()).isEqualTo(Count.of(2));
        assertThat(framework.rooms()).isEqualTo(Count.of(1));
        assertThat(framework.sessions().why()).isEqualTo("kept in the processes, not in Redis");
    }

    @Test
    @DisplayName("of shard channels takes a socket's own room for no room, and says that it may have missed one")
    void leavesOutRoomsOfSockets() {
        Footprint seen = new Footprint(
                Map.of(),
                Map.of("socket.io#/#", 2L, "socket.io#/#lobby#", 2L, "socket.io#/#-s1Dm9lmi8QuAutMAAAA#", 1L),
                0,
                Map.of(),
                OptionalLong.empty(),
                List.of());

        assertThat(only(seen).rooms().value()).hasValue(1);
        assertThat(only(seen).rooms().why()).contains("named like a socket");
    }

    @Test
    @DisplayName("compared with the answers to a probe shows who is subscribed but does not answer")
    void showsWhoDoesNotAnswer() {
        Footprint seen = channels("socket.io-request#/#=2 socket.io-response#/#=2");
        Framework framework = Recognition.of(
                        seen, Map.of(Recognition.probes(seen).get(0), Count.of(1)))
                .get(0);

        assertThat(framework.responding()).isEqualTo(Count.of(1));
        assertThat(framework.findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.title()).startsWith("1 of 2 instances subscribed, but gave no answer"));
        assertThat(Recognition.of(seen, Map.of(Recognition.probes(seen).get(0), Count.of(2)))
                        .get(0)
                        .findings())
                .isEmpty();
    }

    @Test
    @DisplayName("of a stream without channels tells heartbeats of old instances from what a deployment left")
    void tellsAStreamThatIsLeftOver() {
        Framework alive = only(stream("socket.io", Set.of("a1", "b2", "emitter")));
        assertThat(alive.name()).isEqualTo("Socket.IO (redis-streams-adapter, before 0.3)");
        assertThat(alive.instances()).isEqualTo(Count.of(2));
        assertThat(alive.backlog()).isEqualTo(Count.of(7));
        assertThat(alive.findings()).isEmpty();

        Framework left = only(stream("socket.io", Set.of()));
        assertThat(left.instances()).isEqualTo(Count.of(0));
        assertThat(left.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Status.WARNING);
            assertThat(finding.title()).contains("left over from a deployment");
        });
        assertThat(only(stream("socket.io--3", Set.of("a1"))).findings())
                .anySatisfy(finding -> assertThat(finding.title()).contains("nobody reads stream socket.io--3"));
    }

    @Test
    @DisplayName("of Django Channels counts processes, groups, memberships and what waits, and finds the stuck one")
    void countsDjangoProcesses() {
        Footprint seen = new Footprint(
                Map.of(),
                Map.of(),
                0,
                Map.of(
                        "asgi:group:*",
                        new Keys(
                                2,
                                List.of(),
                                List.of(
                                        set("asgi:group:a", 3, "specific." + P + "!x", "specific." + Q + "!y"),
                                        set("asgi:group:b", 1, "specific." + P + "!z"))),
                        "asgispecific.*!",
                        new Keys(
                                1,
                                List.of(),
                                List.of(new SortedSet("asgispecific." + Q + "!", 4, List.of(), OptionalLong.of(5))))),
                OptionalLong.of(1),
                List.of());

        Framework framework = only(seen);

        assertThat(framework.instances().value()).hasValue(2);
        assertThat(framework.instances().why()).contains("killed ones included", "1 connections wait");
        assertThat(framework.rooms()).isEqualTo(Count.of(2));
        assertThat(framework.sessions().value()).hasValue(4);
        assertThat(framework.backlog()).isEqualTo(Count.of(4));
        assertThat(framework.findings())
                .extracting(Finding::title)
                .containsExactly(
                        "nobody takes the 5 messages of asgispecific." + Q + "!: its process is dead or stuck",
                        "groups name 2 processes, and 1 wait for messages: the others are dead, stuck, or busy this"
                                + " moment");
    }

    @Test
    @DisplayName("of keys alone names who writes such sessions, and says what keys cannot tell")
    void namesWhoWritesSessions() {
        Framework framework = only(new Footprint(
                Map.of(),
                Map.of(),
                0,
                Map.of("spring:session:*sessions:expires:*", new Keys(12, List.of(), List.of())),
                OptionalLong.empty(),
                List.of()));

        assertThat(framework.name()).isEqualTo("Spring Session");
        assertThat(framework.sessions()).isEqualTo(Count.of(12));
        assertThat(framework.instances().known()).isFalse();
    }

    private static Footprint stream(String key, Set<String> writers) {
        Stream stream = new Stream(key, 7, OptionalLong.of(1), OptionalLong.of(2), OptionalLong.empty(), writers);
        String family = key.equals("socket.io") ? key : "socket.io-*";
        return new Footprint(
                Map.of(),
                Map.of(),
                0,
                Map.of(family, new Keys(1, List.of(stream), List.of())),
                OptionalLong.empty(),
                List.of());
    }

    private static SortedSet set(String key, long size, String... members) {
        return new SortedSet(key, size, List.of(members), OptionalLong.empty());
    }

    private static Framework only(Footprint seen) {
        List<Framework> found = Recognition.of(seen, Map.of());
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** {@code a=2 b=1}: channels and their subscribers. */
    private static Footprint channels(String text) {
        Map<String, Long> channels = List.of(text.split(" ")).stream()
                .filter(one -> one.contains("="))
                .map(one -> one.split("="))
                .collect(Collectors.toMap(one -> one[0], one -> Long.parseLong(one[1])));
        return new Footprint(channels, Map.of(), 0, Map.of(), OptionalLong.empty(), List.of());
    }
}
