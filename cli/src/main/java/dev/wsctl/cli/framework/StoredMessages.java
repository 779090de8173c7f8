package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Footprint.Stream;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.KeyFamily.Detail;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** AnyCable and y-redis, which keep messages in streams until they have been dealt with. */
final class StoredMessages implements Recogniser {
    private static final String ANYCABLE = "__anycable__";
    private static final String ANYCABLE_BUS = "__anycable_internal__";
    private static final String Y_ROOMS = "y:room:*";
    private static final String Y_WORKER = "y:worker";

    @Override
    public List<KeyFamily> keys() {
        return List.of(
                new KeyFamily(ANYCABLE, Detail.STREAM),
                new KeyFamily(Y_ROOMS, Detail.NAME),
                new KeyFamily(Y_WORKER, Detail.STREAM));
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        boolean bus = seen.channels().containsKey(ANYCABLE_BUS);
        boolean channel = seen.channels().containsKey(ANYCABLE);
        List<Stream> anycable = seen.keys(ANYCABLE).streams();
        if (bus || channel || !anycable.isEmpty()) {
            found.add(new Framework(
                    "AnyCable",
                    "",
                    Confidence.HIGH,
                    bus ? ANYCABLE_BUS : channel ? ANYCABLE : "stream " + ANYCABLE,
                    bus || channel
                            ? Count.of(seen.channels().getOrDefault(bus ? ANYCABLE_BUS : ANYCABLE, 0L))
                            : Count.unknown("nobody subscribes to its bus"),
                    Count.unknown(NO_PROBE),
                    Count.unknown(NOT_IN_REDIS),
                    Count.unknown(NOT_IN_REDIS),
                    anycable.isEmpty() ? Count.unknown(NOTHING_STORED) : pending(anycable.get(0)),
                    List.of()));
        }
        long rooms = seen.keys(Y_ROOMS).count();
        List<Stream> worker = seen.keys(Y_WORKER).streams();
        if (rooms > 0 || !worker.isEmpty()) {
            found.add(new Framework(
                    "y-redis",
                    "",
                    Confidence.HIGH,
                    rooms > 0 ? Y_ROOMS : Y_WORKER,
                    Count.unknown("servers read streams and leave no trace of themselves"),
                    Count.unknown(NO_PROBE),
                    Count.of(rooms),
                    Count.unknown(NOT_IN_REDIS),
                    worker.isEmpty() ? Count.of(0) : pending(worker.get(0)),
                    List.of()));
        }
        return found;
    }

    /** What was handed out and not acknowledged; without a group, all there is. */
    private static Count pending(Stream stream) {
        return Count.of(stream.pending().orElse(stream.length()));
    }
}
