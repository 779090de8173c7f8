package dev.wsctl.cli.framework;

import static dev.wsctl.cli.model.Confidence.HIGH;
import static dev.wsctl.cli.model.Confidence.LOW;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.KeyFamily.Detail;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What leaves nothing but keys: sessions and presence. */
final class StoredSessions implements Recogniser {
    private record Rule(String name, String glob, Confidence confidence) {}

    private static final List<Rule> RULES = List.of(
            new Rule("Spring Session", "spring:session:*sessions:expires:*", HIGH),
            new Rule("home-made Socket.IO", "socketio:session:*", HIGH),
            new Rule("Laravel Echo Server", "*presence-*:members", LOW));

    @Override
    public List<KeyFamily> keys() {
        return RULES.stream().map(rule -> new KeyFamily(rule.glob, Detail.NAME)).toList();
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        for (Rule rule : RULES) {
            long keys = seen.keys(rule.glob).count();
            if (keys > 0) {
                boolean presence = rule.glob.endsWith(":members");
                found.add(new Framework(
                        rule.name,
                        "",
                        rule.confidence,
                        rule.glob,
                        Count.unknown("keys do not tell who wrote them"),
                        Count.unknown(NO_PROBE),
                        presence ? Count.of(keys) : Count.unknown("keys are sessions, not rooms"),
                        presence ? Count.unknown("members stand in values, which are not read") : Count.of(keys),
                        Count.unknown("keys are no messages"),
                        List.of()));
            }
        }
        return found;
    }
}
