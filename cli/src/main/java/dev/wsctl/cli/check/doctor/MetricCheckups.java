package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.InstanceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the figures of an instance tell that only it can count.
 *
 * @param finder what is the matter with one instance, if anything
 */
record MetricCheckups(Rule rule, Finder finder) implements Check {
    /** Looks at one thing. */
    interface Finder {
        Optional<Found> find(InstanceMetrics metrics, Rule rule, Limits limits);
    }

    private static final Setting FAILURES = Setting.number("failures", 10, "warning above so many a minute");

    static final MetricCheckups SAME_ID = new MetricCheckups(
            Rule.of("TOP09", "Two instances use one id")
                    .why("Each drops what carries the other's id as its own: their users never see each other, and both"
                            + " overwrite one heartbeat.")
                    .threshold("an id is used once", "docs/protocol.md: receivers drop what carries their own id")
                    .remedy("give each process an INSTANCE_ID of its own, or none: then it makes one up")
                    .affects("the users of both instances"),
            MetricCheckups::sameId);

    static final MetricCheckups GIVEN_UP = new MetricCheckups(
            Rule.of("TOP10", "An instance gives up slow readers")
                    .why("Its queue for a client was full: the connection is closed with 4008. A few are phones without"
                            + " a network; many at once are a room that says more than its members can take.")
                    .threshold("no connection given up while we watch", "docs/protocol.md: close code 4008")
                    .remedy(
                            "wsctl_server_queue_messages and _slow_readers of its /metrics: is it going on?",
                            "fewer or smaller messages in the busiest room; a larger QUEUE_MESSAGES buys time only")
                    .affects("the clients that were closed: they reconnect and have a gap"),
            MetricCheckups::givenUp);

    static final Check PUBLISH_FAILURES = new PublishFailures();

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>();
        for (InstanceMetrics metrics : told(evidence)) {
            finder.find(metrics, rule, limits).ifPresent(found::add);
        }
        return found;
    }

    /** @throws AbsentException when no instance tells */
    private static List<InstanceMetrics> told(Evidence evidence) {
        List<InstanceMetrics> all = evidence.surroundings().metrics().need();
        List<InstanceMetrics> told =
                all.stream().filter(one -> one.trouble().isEmpty()).toList();
        if (told.isEmpty()) {
            throw new AbsentException(
                    all.isEmpty()
                            ? "no instance was named"
                            : all.get(0).target() + ": " + all.get(0).trouble());
        }
        return told;
    }

    private static Optional<Found> sameId(InstanceMetrics metrics, Rule rule, Limits limits) {
        return metrics.value("metrics.wsctl_server_duplicate_instance_id").orElse(0) < 1
                ? Optional.empty()
                : Optional.of(Found.critical(
                        metrics.target(),
                        "another live instance uses the id of " + metrics.target(),
                        "wsctl_server_duplicate_instance_id 1"));
    }

    private static Optional<Found> givenUp(InstanceMetrics metrics, Rule rule, Limits limits) {
        OptionalDouble closed = metrics.growth("metrics.wsctl_server_queue_dropped_total.connections");
        return closed.orElse(0) <= 0
                ? Optional.empty()
                : Optional.of(Found.warning(
                        metrics.target(),
                        metrics.target() + " gave up " + Text.count((long) closed.orElse(0), "slow reader")
                                + " while we watched",
                        "wsctl_server_queue_dropped_total{what=\"connections\"} +" + Unit.plain(closed.orElse(0))
                                + " in " + Unit.plain(metrics.seconds()) + " s"));
    }

    /** TOP08: by the instance's own count while we watch, else by what its heartbeat counted since it started. */
    private record PublishFailures() implements Check {
        private static final Rule RULE = Rule.of("TOP08", "An instance fails to publish")
                .why("What could not be handed to Redis stays on the instance: its own users see it, nobody else does.")
                .threshold(
                        "more than {failures} a minute",
                        "engineering judgement; the alert rules in docs/deploy use the same")
                .settings(FAILURES)
                .remedy(
                        "wsctl health, from the machine of that instance",
                        "look at its log for why: timeouts, refused connections, a missing right (wsctl explain SEC04)")
                .affects("whoever should have read those messages on other instances");

        @Override
        public Rule rule() {
            return RULE;
        }

        @Override
        public List<Found> judge(Evidence evidence, Limits limits) {
            double most = limits.of(RULE, FAILURES);
            if (evidence.surroundings().metrics().present()) {
                List<Found> found = new ArrayList<>();
                for (InstanceMetrics metrics : told(evidence)) {
                    double failures = metrics.growth("pubsub.publishFailures").orElse(0);
                    double perMinute = metrics.seconds() <= 0 ? 0 : failures * 60 / metrics.seconds();
                    if (perMinute > most) {
                        found.add(Found.warning(
                                metrics.target(),
                                metrics.target() + " failed to publish " + Text.count((long) failures, "message")
                                        + " while we watched",
                                "publishFailures +" + Unit.plain(failures) + " in " + Unit.plain(metrics.seconds())
                                        + " s: " + Unit.plain(perMinute) + " a minute"));
                    }
                }
                return found;
            }
            return Instances.of(evidence).stream()
                    .flatMap(instance -> sinceStart(instance, most).stream())
                    .toList();
        }

        private static Optional<Found> sinceStart(InstanceStatus instance, double most) {
            long failures = instance.pubsub().failures();
            Duration uptime = instance.uptime();
            if (failures == 0 || uptime == null) {
                return Optional.empty();
            }
            double perMinute = failures / Math.max(1, uptime.toSeconds() / 60.0);
            String title =
                    instance.id() + " failed to publish " + Text.count(failures, "message") + " since it started";
            String seen = "its heartbeat: publishFailures " + failures + " in "
                    + Unit.TIME.show((double) uptime.toSeconds()) + ": " + Unit.plain(perMinute) + " a minute";
            return Optional.of(
                    perMinute > most
                            ? Found.warning(instance.id(), title, seen)
                            : Found.info(instance.id(), title, seen));
        }
    }
}
