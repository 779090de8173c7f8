package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;

/** MEM03: sessions that never expire. */
final class SessionsForEver implements Check {
    private static final Rule RULE = Rule.of("MEM03", "Sessions never expire")
            .why("Every visitor leaves one for ever: memory only grows, and a stolen session stays good.")
            .threshold("every session has a time to live", "engineering judgement; of up to 100 sampled keys a family")
            .remedy(
                    "set a time to live with every write: SET key value EX 86400",
                    "wsctl sessions --pattern '{family}': how many, and when do they expire?",
                    "redis-cli --scan --pattern '{family}' | xargs -n 1 -I KEY redis-cli expire KEY 86400 NX, for those"
                            + " that are there (Redis 7)")
            .affects("memory of Redis; security");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>();
        Sessions.byFamily(evidence).forEach((family, keys) -> {
            long eternal = keys.stream().filter(key -> key.ttlMillis() < 0).count();
            if (eternal > 0) {
                found.add(Found.warning(
                                family,
                                eternal + " of " + Text.count(keys.size(), "sampled session") + " " + family
                                        + (eternal == 1 ? " never expires" : " never expire"),
                                "PTTL −1")
                        .with("family", family));
            }
        });
        return found;
    }
}
