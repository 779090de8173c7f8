package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code @socket.io/redis-adapter}, classic: every instance subscribes to {@code <prefix>-request#<namespace>#}. */
final class SocketIoClassic implements Recogniser {
    /** Every server has the namespace {@code /}. */
    private static final String REQUEST = "-request#/#";

    private static Set<String> prefixes(Footprint seen) {
        Set<String> prefixes = new TreeSet<>();
        for (String channel : seen.channels().keySet()) {
            if (channel.endsWith(REQUEST)) {
                String prefix = channel.substring(0, channel.length() - REQUEST.length());
                if (seen.channels().containsKey(prefix + "-response#/#")) {
                    prefixes.add(prefix);
                }
            }
        }
        return prefixes;
    }

    private static Probe probe(Footprint seen, String prefix) {
        return new Probe(Probe.Kind.SOCKET_IO_CLASSIC, prefix, seen.channels().getOrDefault(prefix + REQUEST, 0L));
    }

    @Override
    public List<Probe> probes(Footprint seen) {
        return prefixes(seen).stream().map(prefix -> probe(seen, prefix)).toList();
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        for (String prefix : prefixes(seen)) {
            Count instances = Count.of(probe(seen, prefix).subscribed());
            Count responding = answers.getOrDefault(probe(seen, prefix), Count.unknown(NOT_PROBED));
            found.add(new Framework(
                    "Socket.IO (redis-adapter)",
                    prefix,
                    Confidence.HIGH,
                    prefix + REQUEST,
                    instances,
                    responding,
                    Count.unknown(NOT_IN_REDIS),
                    Count.unknown(NOT_IN_REDIS),
                    Count.unknown(NOTHING_STORED),
                    Liveness.judge(instances, responding)));
        }
        return found;
    }
}
