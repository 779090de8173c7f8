package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Denial;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** SEC04: Redis refuses what an application asks for. */
final class Denials implements NodeCheck {
    private static final Setting RECENT = Setting.seconds("recent", 300, "older ones are only worth knowing");

    private static final Rule RULE = Rule.of("SEC04", "Redis denies an application what it needs")
            .why("A subscriber whose channel is not allowed is deaf from the start, a publisher mute, and most client"
                    + " libraries only log it. Redis 7 gives new users no channel at all unless told so.")
            .threshold(
                    "no new entry of ACL LOG within {recent}; ours are left out",
                    "Redis: ACL LOG; the time is engineering judgement")
            .settings(RECENT)
            .remedy(
                    "{redis-cli} acl log 10",
                    "{redis-cli} acl setuser {user} {rule}, if it should; a pattern of PSUBSCRIBE must stand there"
                            + " literally",
                    "ask the application's owner why it tries, if it should not")
            .affects("the users of the instances that log in as this user");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Found> found = new ArrayList<>();
        for (Denial denial : node.denials().need()) {
            boolean recent = denial.ageSeconds() <= limits.of(RULE, RECENT);
            String what = switch (denial.reason()) {
                case "auth" -> "the login as " + denial.user();
                case "channel" -> denial.user() + " the channel " + denial.object();
                case "command" -> denial.user() + " the command " + denial.object();
                default -> denial.user() + " a key";
            };
            String title = "Redis denied " + what + (denial.count() > 1 ? " " + denial.count() + " times" : "");
            String seen = "ACL LOG: " + denial.reason() + ", " + denial.client() + ", "
                    + Math.round(denial.ageSeconds()) + " s ago";
            found.add((recent ? Found.warning(denial.user(), title, seen) : Found.info(denial.user(), title, seen))
                    .with("user", denial.user())
                    .with("rule", rule(denial)));
        }
        return found;
    }

    private static String rule(Denial denial) {
        return switch (denial.reason()) {
            case "channel" -> "'&" + denial.object() + "'";
            case "command" -> "'+" + denial.object() + "'";
            case "auth" -> "'>PASSWORD'";
            default -> "'~PATTERN'";
        };
    }
}
