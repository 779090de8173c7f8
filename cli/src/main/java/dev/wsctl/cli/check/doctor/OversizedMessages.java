package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.MessageSample.Heard;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** SLO06: one message that is larger than what Redis keeps for a subscriber. */
final class OversizedMessages implements Check {
    private static final Setting SHARE = Setting.percent("share", 25, "warning from this share of the limit");

    private static final Rule RULE = Rule.of("SLO06", "One message nearly fills the output limit")
            .why("A message larger than the limit disconnects every subscriber of its channel at once, however fast"
                    + " they read: it has been seen to take whole fleets down while health checks stayed green.")
            .threshold(
                    "no message of {share} of the limit or more",
                    "client-output-buffer-limit pubsub; judged only with --sample TIME")
            .settings(SHARE)
            .remedy(
                    "send a reference instead of the thing: an id, a URL",
                    "let the server refuse such messages: MAX_MESSAGE_BYTES",
                    "{redis-cli} config set client-output-buffer-limit 'pubsub {raised} 60'")
            .affects("all subscribers of that channel");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Heard> channels = evidence.surroundings().messages().need().channels();
        NodeCheck each = new EachNode(channels);
        return each.judge(evidence, limits);
    }

    private record EachNode(List<Heard> channels) implements NodeCheck {
        @Override
        public Rule rule() {
            return RULE;
        }

        @Override
        public List<Found> judge(NodeEvidence node, Limits limits) {
            OutputLimit limit = OutputLimit.of(node);
            if (limit.first() == 0) {
                return List.of();
            }
            return channels.stream()
                    .filter(heard -> heard.largestBytes() >= limits.of(RULE, SHARE) * limit.first())
                    .map(heard -> Found.warning(
                                    heard.channel(),
                                    "a message of " + Text.bytes(heard.largestBytes()) + " on " + heard.channel()
                                            + "; at " + Text.bytes(limit.first()) + " subscribers are disconnected",
                                    "client-output-buffer-limit pubsub " + limit)
                            .with("raised", 4 * limit.hard() + " " + 4 * limit.soft()))
                    .toList();
        }
    }
}
