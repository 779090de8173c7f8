package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.Probe;
import java.util.List;
import java.util.Map;

/** Knows one framework, or a few that are alike, by their footprint. */
interface Recogniser {
    String NOT_IN_REDIS = "kept in the processes, not in Redis";
    String NOTHING_STORED = "pub/sub stores nothing";
    String NO_PROBE = Probe.NONE_KNOWN;
    String NOT_PROBED = Probe.NOT_ASKED;
    String OWN_ECHO = "each listens to itself: wsctl instances tells who does not hear";

    /** Keys it wants to know about. */
    default List<KeyFamily> keys() {
        return List.of();
    }

    /** Questions its instances would answer. */
    default List<Probe> probes(Footprint seen) {
        return List.of();
    }

    /** @param answers by probe; empty when none was sent */
    List<Framework> recognise(Footprint seen, Map<Probe, Count> answers);
}
