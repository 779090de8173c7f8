package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.MessageSample;
import dev.wsctl.cli.model.evidence.MessageSample.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** DEL26: publishers that write what their readers cannot read. */
final class MixedEncodings implements Check {
    /** What people type may begin with anything; these are what programs write. */
    private static final Set<String> OF_PROGRAMS = Set.of("JSON", "pickle", "MessagePack", "Erlang term", "compressed");

    private static final Rule RULE = Rule.of("DEL26", "Messages on one channel are encoded differently")
            .why("Instances of different versions or settings share a channel: each drops the other's messages, or"
                    + " fails on them. Half of the users do not see the other half, and only some of the time.")
            .threshold(
                    "one encoding a channel, of JSON, pickle, MessagePack, Erlang terms, compressed",
                    "judged only with --sample TIME")
            .remedy(
                    "the same version and settings of the framework on all instances: python-socketio before 5.14 writes"
                            + " pickle, later ones JSON",
                    "wsctl tail '{channel}': which instance writes which?")
            .affects("delivery between instances of different versions");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        MessageSample sample = evidence.surroundings().messages().need();
        List<Found> found = new ArrayList<>();
        for (Heard heard : sample.channels()) {
            Map<String, Long> written = new TreeMap<>(heard.encodings());
            written.keySet().retainAll(OF_PROGRAMS);
            if (written.size() > 1) {
                String counts = written.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "));
                found.add(Found.warning(
                                heard.channel(),
                                "messages on " + heard.channel() + " are encoded in " + written.size() + " ways",
                                counts + " in " + Text.seconds(sample.time()))
                        .with("channel", heard.channel()));
            }
        }
        return found;
    }
}
