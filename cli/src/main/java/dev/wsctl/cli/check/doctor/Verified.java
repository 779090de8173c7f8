package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.check.DeliveryCheck;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DEL01 to DEL15: what {@link DeliveryCheck} finds by sending messages between the instances that were named. */
final class Verified implements Check {
    private static final String SOURCE = "what users expect of a chat: each message once, in order, in its room";

    private static final List<Rule> RULES = List.of(
            rule("DEL01", "An instance cannot be joined", "every target takes members", "its users"),
            rule(
                    "DEL02",
                    "No instance hears another",
                    "every message reaches every instance",
                    "all users: each sees only those on the same instance"),
            rule(
                    "DEL03",
                    "An instance is cut off",
                    "every message reaches every instance",
                    "the users of that instance, and whoever talks to them"),
            rule(
                    "DEL12",
                    "Groups of instances do not hear each other",
                    "every message reaches every instance",
                    "all users: a conversation falls apart into groups"),
            rule(
                    "DEL04",
                    "An instance is deaf",
                    "what others publish arrives",
                    "the users of that instance; they are heard, so nobody complains about them"),
            rule(
                    "DEL05",
                    "An instance is not heard",
                    "what an instance's members say is published",
                    "the users of that instance: their messages reach nobody elsewhere"),
            rule(
                    "DEL13",
                    "The channel prefix differs",
                    "all instances use the same channels",
                    "users of instances with different prefixes: they do not see each other"),
            rule(
                    "DEL14",
                    "A subscription is missing",
                    "every instance subscribes to the rooms of its members",
                    "the users of that instance; they are heard, so nobody complains about them"),
            rule("DEL06", "Messages are lost", "none is", "whoever should have received them"),
            rule("DEL07", "Messages are delivered twice", "each once", "users see everything double"),
            rule("DEL08", "Messages overtake each other", "one sender's stay in order", "conversations"),
            rule("DEL09", "Messages reach the wrong room", "none does", "privacy"),
            rule(
                    "DEL15",
                    "Instances keep a room on different servers",
                    "all instances spread the rooms over the servers alike",
                    "users of those instances: in some rooms they do not see each other"),
            rule("DEL11", "Nothing was sent", "at least one message a pair", "this report"));

    private final Rule rule;

    private Verified(Rule rule) {
        this.rule = rule;
    }

    static List<Check> all() {
        List<Check> all = new ArrayList<>();
        RULES.forEach(rule -> all.add(new Verified(rule)));
        return all;
    }

    private static Rule rule(String code, String title, String threshold, String affects) {
        return Rule.of(code, title)
                .why("Redis can be well and every process up while this happens: only messages sent from each instance"
                        + " to each other one show it.")
                .threshold(threshold, SOURCE)
                .remedy("wsctl verify ws://… ws://… --redis URL, for the pairs and the cause in this case")
                .affects(affects);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>();
        for (DeliveryFinding finding :
                DeliveryCheck.judge(evidence.delivery().need()).findings()) {
            if (finding.code().equals(rule.code())) {
                if (finding.severity() == Status.UNKNOWN) {
                    throw new AbsentException(finding.title());
                }
                found.add(new Found(
                        finding.severity() == Status.CRITICAL ? Severity.CRITICAL : Severity.WARNING,
                        finding.subject(),
                        finding.title(),
                        finding.evidence(),
                        Map.of(),
                        finding.remedy()));
            }
        }
        return found;
    }
}
