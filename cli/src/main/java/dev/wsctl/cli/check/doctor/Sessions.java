package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.KeySample;
import dev.wsctl.cli.model.evidence.SampledKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sessions among the sampled keys. */
final class Sessions {
    private Sessions() {}

    /**
     * By the glob of their family; no key of another kind is among them.
     *
     * @throws dev.wsctl.cli.model.evidence.AbsentException when no key was looked into
     */
    static Map<String, List<SampledKey>> byFamily(Evidence evidence) {
        return of(evidence.keys().need())
                .collect(Collectors.groupingBy(SampledKey::family, TreeMap::new, Collectors.toList()));
    }

    /** Those of several independent servers that have any. */
    static Set<Integer> servers(KeySample sample) {
        return of(sample).map(SampledKey::server).collect(Collectors.toSet());
    }

    private static Stream<SampledKey> of(KeySample sample) {
        return sample.keys().stream().filter(key -> !key.family().isEmpty());
    }
}
