package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CAP02: everything goes to everybody. */
final class FanOutWaste implements NodeCheck {
    private static final Setting SHARE =
            Setting.percent("share", 80, "worth knowing from this share of the subscribers");
    private static final Setting RATE = Setting.number("rate", 50, "messages a second below which nobody cares");

    private static final Rule RULE = Rule.of("CAP02", "Every message goes to every instance")
            .why("With one channel for all rooms, or a pattern over all, each instance receives, decodes and mostly"
                    + " throws away what is said everywhere: instances added for capacity add load instead.")
            .threshold(
                    "what goes out is less than {share} of all subscribers times what comes in, from three"
                            + " subscribers and {rate} messages a second on",
                    "engineering judgement")
            .settings(SHARE, RATE)
            .remedy(
                    "one channel a room, subscribed on its first local member (SUBSCRIBE, or SSUBSCRIBE in a cluster)",
                    "wsctl channels: which channels have as many subscribers as there are instances?",
                    "nothing, if the members of most rooms are spread over all instances")
            .affects("CPU and network of every instance, and of Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        int subscribers = node.last().subscribers().need().size();
        double rate = Publishing.rate(node);
        double copies = Publishing.copies(node);
        if (subscribers < 3 || rate < limits.of(RULE, RATE) || copies < limits.of(RULE, SHARE) * subscribers) {
            return List.of();
        }
        return List.of(Found.info(
                node.address(),
                "about every message goes to all " + subscribers + " subscribers",
                Unit.plain(rate) + " messages a second; "
                        + Text.bytes(node.growth("total_net_input_bytes")) + " in, "
                        + Text.bytes(node.growth("total_net_output_bytes")) + " out in "
                        + Text.seconds(node.window())));
    }
}
