package dev.wsctl.cli.framework;

import static dev.wsctl.cli.model.Confidence.HIGH;
import static dev.wsctl.cli.model.Confidence.LOW;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frameworks all of whose instances subscribe to one channel with a name of its own. */
final class PubSubServers implements Recogniser {
    /** Stands for what the marker found before it. */
    private static final String SCOPE = "{scope}";

    private static final String OUR_OWN = "wsctl server";

    /**
     * @param marker a channel that all instances subscribe to; its first group is the scope
     * @param companion glob of channels without which the marker means nothing; empty: none needed
     * @param few why the number of subscribers is a lower bound; empty: it is exact
     * @param rooms regular expression of the rooms' channels; empty if there are none
     * @param sessions likewise of the connections'
     */
    private record Rule(
            String name,
            Confidence confidence,
            Pattern marker,
            String companion,
            String few,
            String rooms,
            String sessions) {}

    private static final List<Rule> RULES = List.of(
            rule("python-socketio", LOW, "socketio()", "", "an instance subscribes with its first client", "", ""),
            rule("Action Cable", HIGH, "_action_cable_internal()", "", "", "", ".*action_cable/.*"),
            rule("Laravel Reverb", LOW, "reverb()", "", "", "", ""),
            rule("Soketi", HIGH, "(.*)#comms#req", "", "", "", ""),
            rule("SignalR", HIGH, "(.+):internal:groups", "", "", "{scope}:group:.*", "{scope}:connection:.*"),
            rule("Phoenix", LOW, "phx:(.*)", "", "", "", ""),
            rule("Centrifugo", HIGH, "(.+)\\.control", "{scope}\\.node\\..*", "", "{scope}\\.client\\..*", ""),
            rule(OUR_OWN, HIGH, "(.+):pubsub:global:broadcast", "", "", "{scope}:(?!pubsub:).*", ""),
            rule("chat rooms", LOW, "chat:()(?:.*)", "", "instances with the same room", "chat:.*", ""));

    private static Rule rule(
            String name,
            Confidence confidence,
            String marker,
            String companion,
            String few,
            String rooms,
            String sessions) {
        return new Rule(name, confidence, Pattern.compile(marker), companion, few, rooms, sessions);
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        List<Framework> found = new ArrayList<>();
        for (Rule rule : RULES) {
            Map<String, Long> instances = new TreeMap<>();
            seen.channels().forEach((channel, subscribers) -> {
                Matcher marker = rule.marker.matcher(channel);
                if (marker.matches()) {
                    instances.merge(marker.group(1), subscribers, Math::max);
                }
            });
            instances.forEach((scope, subscribers) -> {
                if (hasCompanion(rule, scope, seen) && !isKnown(rule, found)) {
                    found.add(framework(rule, scope, subscribers, seen));
                }
            });
        }
        return found;
    }

    private static boolean hasCompanion(Rule rule, String scope, Footprint seen) {
        return rule.companion.isEmpty() || count(rule.companion, scope, seen) > 0;
    }

    /** The reference server's rooms look like anybody's. */
    private static boolean isKnown(Rule rule, List<Framework> found) {
        return rule.name.equals("chat rooms")
                && found.stream()
                        .anyMatch(
                                one -> one.name().equals(OUR_OWN) && one.scope().equals("chat"));
    }

    private static Framework framework(Rule rule, String scope, long subscribers, Footprint seen) {
        return new Framework(
                rule.name,
                scope,
                rule.confidence,
                rule.marker.pattern().replace("()", "").replace("(?:.*)", "*").replaceAll("\\(\\.[*+]\\)", scope),
                rule.few.isEmpty() ? Count.of(subscribers) : Count.atLeast(subscribers, rule.few),
                Count.unknown(rule.name.equals(OUR_OWN) ? OWN_ECHO : NO_PROBE),
                counted(rule.rooms, scope, seen),
                counted(rule.sessions, scope, seen),
                Count.unknown(NOTHING_STORED),
                List.of());
    }

    private static Count counted(String regex, String scope, Footprint seen) {
        return regex.isEmpty() ? Count.unknown(NOT_IN_REDIS) : Count.of(count(regex, scope, seen));
    }

    private static long count(String regex, String scope, Footprint seen) {
        Pattern pattern = Pattern.compile(regex.replace(SCOPE, Pattern.quote(scope)));
        return seen.channels().keySet().stream()
                .filter(channel -> pattern.matcher(channel).matches())
                .count();
    }
}
