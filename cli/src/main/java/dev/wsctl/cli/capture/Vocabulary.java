package dev.wsctl.cli.capture;

import dev.wsctl.cli.framework.Recognition;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.SessionFamily;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that frameworks and servers of this kind build names of, and that therefore say nothing about anybody. */
final class Vocabulary {
    /** What parts of a name stand between. */
    static final String SEPARATORS = ":#/|@,;$!*?{}~&%[]()<>= +\t\"'";

    private static final String WORDS = """
            PREFIX NAME REDIS_URL REDIS_CHANNEL_PREFIX REDIS_PASSWORD
            a b c anycable app api action_cable acks ack admins alerts all asgi asgispecific async auth
            broadcast broadcasts bull cache centrifuge centrifugo channel channels chat client clients cluster
            connection connections consumer contrib data default demo django django.contrib.sessions.cache
            events expirations expires feed global group groups guests health heartbeat hocuspocus
            index inflight info instance instances internal ioredis jedis join key keys latency lettuce list lobby master
            members message messages mercure metrics msg mymaster node nodes notifications ping phoenix phx
            PHPREDIS_SESSION presence primary probe pub pubsub publish publisher pusher queue queues redis redis-py
            replica request requests response responses reverb return room rooms sentinel send server serverid
            service sess session sessions set signalr sio socket socket.io socket.io-request socket.io-response
            socketio soketi specific spring stats status stream streams sub subscribe subscriber subscription
            system test topic unknown user users verify web websocket websockets worker workers ws wsctl y
            """;

    private static final Set<String> KNOWN = known();

    private Vocabulary() {}

    static boolean contains(String word) {
        return KNOWN.contains(word);
    }

    /** What the recognisers look for is known, too: otherwise they could not tell from a file what they saw live. */
    private static Set<String> known() {
        Stream<String> globs = Stream.concat(
                SessionFamilies.KNOWN.stream().map(SessionFamily::pattern),
                Recognition.keys().stream().map(KeyFamily::glob));
        Stream<String> parts = globs.flatMap(glob -> Arrays.stream(glob.split("[^A-Za-z0-9_.-]+")));
        return Stream.concat(Arrays.stream(WORDS.strip().split("\\s+")), parts)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
