package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code @socket.io/redis-adapter}, sharded: shard channels {@code <prefix>#<namespace>#}, one with the uid of each
 * instance, and in its dynamic mode one a room.
 */
final class SocketIoSharded implements Recogniser {
    private static final Pattern EVERYBODY = Pattern.compile("(?<prefix>.+)#/#");
    private static final Pattern UID = Pattern.compile("[0-9a-f]{16}");
    /** Each socket's own room: has a channel with subscriptionMode dynamic-private. */
    private static final Pattern SOCKET = Pattern.compile("[A-Za-z0-9_-]{20}");

    private static List<String> prefixes(Footprint seen) {
        return seen.shardChannels().keySet().stream()
                .map(EVERYBODY::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group("prefix"))
                .sorted()
                .toList();
    }

    /** The streams adapter can use sharded pub/sub, too, under the same names and with another encoding. */
    private static boolean mayBeStreams(Footprint seen) {
        return SocketIoStreams.hasStream(seen);
    }

    private static Probe probe(Footprint seen, String prefix) {
        return new Probe(
                Probe.Kind.SOCKET_IO_SHARDED, prefix, seen.shardChannels().getOrDefault(prefix + "#/#", 0L));
    }

    @Override
    public List<Probe> probes(Footprint seen) {
        return mayBeStreams(seen)
                ? List.of()
                : prefixes(seen).stream().map(prefix -> probe(seen, prefix)).toList();
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        for (String prefix : prefixes(seen)) {
            String everybody = prefix + "#/#";
            Count instances = Count.of(probe(seen, prefix).subscribed());
            Count responding = answers.getOrDefault(
                    probe(seen, prefix),
                    Count.unknown(
                            mayBeStreams(seen)
                                    ? "may be the streams adapter on sharded pub/sub: no probe fits both"
                                    : NOT_PROBED));
            found.add(new Framework(
                    "Socket.IO (redis-adapter, sharded)",
                    prefix,
                    mayBeStreams(seen) ? Confidence.LOW : Confidence.HIGH,
                    everybody,
                    instances,
                    responding,
                    rooms(seen, prefix),
                    Count.unknown(NOT_IN_REDIS),
                    Count.unknown(NOTHING_STORED),
                    Liveness.judge(instances, responding)));
        }
        return found;
    }

    private static Count rooms(Footprint seen, String prefix) {
        Pattern room = Pattern.compile(Pattern.quote(prefix) + "#/[^#]*#(?<room>.+)#");
        List<String> names = seen.shardChannels().keySet().stream()
                .map(room::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group("room"))
                .filter(name -> !UID.matcher(name).matches())
                .toList();
        long rooms =
                names.stream().filter(name -> !SOCKET.matcher(name).matches()).count();
        if (rooms < names.size()) {
            return Count.atLeast(rooms, "rooms that are named like a socket are not counted");
        }
        return rooms > 0
                ? Count.of(rooms)
                : Count.unknown("no room has a channel: nobody is in one, or subscriptionMode is static");
    }
}
