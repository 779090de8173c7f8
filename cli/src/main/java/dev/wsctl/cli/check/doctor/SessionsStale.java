package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.SampledKey;
import java.util.ArrayList;
import java.util.List;

/** MEM02: sessions that nobody has used for long, and that stay. */
final class SessionsStale implements Check {
    private static final Setting IDLE = Setting.seconds("idle", 86_400, "stale when not used for so long");

    private static final Rule RULE = Rule.of("MEM02", "Stale sessions stay")
            .why("Sessions of users who never come back take memory until their time to live ends, and counts of"
                    + " sessions stop saying anything about users.")
            .threshold("no session unused for {idle}", "engineering judgement")
            .settings(IDLE)
            .remedy("a shorter time to live, renewed when the session is used", "wsctl sessions --pattern '{family}'")
            .affects("memory of Redis; numbers of users");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>();
        Sessions.byFamily(evidence).forEach((family, keys) -> {
            if (keys.stream().allMatch(key -> key.idleSeconds() < 0)) {
                throw new AbsentException("Redis does not tell how long keys are unused: OBJECT IDLETIME");
            }
            List<SampledKey> stale = keys.stream()
                    .filter(key -> key.idleSeconds() >= limits.of(RULE, IDLE))
                    .toList();
            if (!stale.isEmpty()) {
                long longest =
                        stale.stream().mapToLong(SampledKey::idleSeconds).max().orElse(0);
                found.add(Found.warning(
                                family,
                                stale.size() + " of " + Text.count(keys.size(), "sampled session") + " " + family
                                        + (stale.size() == 1 ? " is stale" : " are stale"),
                                "OBJECT IDLETIME up to " + Unit.TIME.show((double) longest))
                        .with("family", family));
            }
        });
        return found;
    }
}
