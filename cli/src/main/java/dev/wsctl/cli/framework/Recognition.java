package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** N2: which frameworks a footprint belongs to. */
public final class Recognition {
    private static final List<Recogniser> KNOWN = List.of(
            new SocketIoClassic(),
            new SocketIoSharded(),
            new SocketIoStreams(),
            new DjangoChannels(),
            new DjangoPubSub(),
            new Hocuspocus(),
            new PubSubServers(),
            new StoredMessages(),
            new StoredSessions());

    private Recognition() {}

    /** What to look for among the keys. */
    public static List<KeyFamily> keys() {
        return KNOWN.stream().flatMap(one -> one.keys().stream()).distinct().toList();
    }

    /** What may be asked, if the user allows it. */
    public static List<Probe> probes(Footprint seen) {
        return KNOWN.stream().flatMap(one -> one.probes(seen).stream()).toList();
    }

    /** @param answers to {@link #probes}; empty when none was sent */
    public static List<Framework> of(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        KNOWN.forEach(one -> found.addAll(one.recognise(seen, answers)));
        return found;
    }
}
