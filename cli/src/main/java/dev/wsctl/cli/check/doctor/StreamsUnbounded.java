package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.SampledKey;
import java.util.List;

/** MEM08: streams without an end. */
final class StreamsUnbounded implements Check {
    private static final Setting ENTRIES = Setting.number("entries", 100_000, "warning above so many entries");

    private static final Rule RULE = Rule.of("MEM08", "A stream grows without end")
            .why("A stream keeps every message until it is trimmed, and outlives whoever wrote it.")
            .threshold("warning above {entries} entries without a time to live", "engineering judgement")
            .settings(ENTRIES)
            .remedy(
                    "redis-cli xinfo stream '{key}'",
                    "let the writer trim it: XADD '{key}' MAXLEN ~ 10000 …",
                    "redis-cli xtrim '{key}' maxlen '~' 10000, for what is there; it deletes messages")
            .affects("memory of Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        return evidence.keys().need().keys().stream()
                .filter(key -> key.type().equals("stream") && key.ttlMillis() < 0)
                .filter(key -> key.size() > limits.of(RULE, ENTRIES))
                .map(StreamsUnbounded::found)
                .toList();
    }

    private static Found found(SampledKey key) {
        return Found.warning(
                        key.name(),
                        "the stream " + key.name() + " holds " + key.size() + " entries and never expires",
                        "XLEN " + key.size() + ", PTTL −1")
                .with("key", key.name());
    }
}
