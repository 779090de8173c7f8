package dev.wsctl.cli.check;

import dev.wsctl.cli.check.doctor.Unit;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.SubscriberReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Are there as many subscribers as there should be, and do they read what they are sent? */
public final class SubscriberCheck {
    private SubscriberCheck() {}

    public static SubscriberReport judge(SubscriberReport report) {
        List<Finding> findings = new ArrayList<>();
        Integer expected = report.expected();
        if (expected != null) {
            if (report.channels().isEmpty()) {
                findings.add(new Finding(
                        Status.UNKNOWN,
                        "no channel to compare with --expect " + expected,
                        "",
                        "name the channel: wsctl subscribers CHANNEL --expect " + expected));
            }
            for (Channel channel : report.channels()) {
                expect(channel, expected, report.partial(), findings);
            }
        }
        report.channels().forEach(channel -> astray(channel, findings));
        for (String gap : report.gaps()) {
            findings.add(new Finding(Status.UNKNOWN, "there may be more subscribers: " + gap, "", "wsctl health"));
        }
        for (Subscriber client : report.clients()) {
            slow(client, report.softLimit().orElse(0), findings);
        }
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return report.with(findings);
    }

    /** @param partial there may be more than were counted: too few is no verdict then */
    private static void expect(Channel channel, int expected, boolean partial, List<Finding> findings) {
        long actual = channel.subscribers();
        if (actual == expected) {
            return;
        }
        boolean fewer = actual < expected;
        if (fewer && partial) {
            return;
        }
        findings.add(new Finding(
                fewer ? Status.CRITICAL : Status.WARNING,
                channel.name() + " has " + actual + (actual == 1 ? " subscriber" : " subscribers") + ", "
                        + (fewer ? "fewer" : "more") + " than the expected " + expected,
                "--expect " + expected,
                fewer
                        ? "find the instance that is missing in the list of clients and restart it"
                        : "is an old instance still running, or does somebody listen in?"));
    }

    private static void astray(Channel channel, List<Finding> findings) {
        if (!channel.location().astray()) {
            return;
        }
        String home = channel.location().home();
        String elsewhere = channel.location().shares().entrySet().stream()
                .filter(share -> share.getValue() > 0 && !share.getKey().equals(home))
                .map(share -> share.getValue() + " on " + share.getKey())
                .collect(Collectors.joining(", "));
        findings.add(new Finding(
                Status.CRITICAL,
                channel.name() + " belongs on " + home + ", and has subscribers elsewhere: " + elsewhere,
                "rooms are spread by their names over the servers in their order (docs/protocol.md)",
                "the same REDIS_URL and REDIS_SHARD_URLS, in the same order, on all instances, and here"));
    }

    /** Thresholds: half of the soft limit is worth a look, all of it and Redis will cut the client off. */
    private static void slow(Subscriber client, long softLimit, List<Finding> findings) {
        if (softLimit <= 0 || client.outputBuffer() * 2 < softLimit) {
            return;
        }
        boolean over = client.outputBuffer() >= softLimit;
        String limit = Unit.BYTES.show((double) softLimit);
        findings.add(new Finding(
                over ? Status.CRITICAL : Status.WARNING,
                (client.name().isEmpty() ? client.address() : client.name() + " (" + client.address() + ")")
                        + " has not read " + Unit.BYTES.show((double) client.outputBuffer()) + "; Redis "
                        + (over ? "is about to disconnect it" : "disconnects it at " + limit),
                "half of, and the whole soft client-output-buffer-limit pubsub (" + limit + ")",
                "a faster consumer, fewer channels a connection, or a higher limit; never 0 0 0"));
    }
}
