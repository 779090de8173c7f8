package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the heartbeat of an instance tells.
 *
 * @param finder what is the matter with one instance, if anything
 */
record InstanceCheckups(Rule rule, Finder finder) implements Check {
    /** Looks at one thing. */
    interface Finder {
        Optional<Found> find(InstanceStatus instance, Rule rule, Limits limits);
    }

    private static final Setting LATE = Setting.seconds("late", 30, "warning when the last heartbeat is older");
    private static final Setting SLOW = Setting.seconds("slow", 0.1, "warning when messages take longer on average");

    /** A younger one's average is that of its first messages, when nothing was compiled or connected yet. */
    private static final Setting WARM = Setting.seconds("warm", 300, "instances younger than this are not judged");

    static final InstanceCheckups HEARTBEAT = new InstanceCheckups(
            Rule.of("TOP04", "An instance's heartbeat is late")
                    .why("It stopped, hangs, or has lost Redis. After 45 s the others take it for dead.")
                    .threshold(
                            "warning when older than {late}; written every 10 s, dead after 45 s",
                            "docs/protocol.md; the alert rules in docs/deploy use the same")
                    .settings(LATE)
                    .remedy("look at its log; is the process stopped, or out of CPU?")
                    .affects("the users of that instance"),
            InstanceCheckups::heartbeat);

    static final InstanceCheckups DEGRADED = new InstanceCheckups(
            Rule.of("TOP05", "An instance is degraded")
                    .why("It says itself that it does not hear Redis: its users talk to each other and to nobody else.")
                    .threshold("none is", "docs/protocol.md: heartbeats, /health/redis")
                    .remedy("curl -s http://{address}/health/redis tells why", "wsctl health, from that machine")
                    .affects("the users of that instance"),
            InstanceCheckups::degraded);

    static final InstanceCheckups SLOW_DELIVERY = new InstanceCheckups(
            Rule.of("TOP07", "An instance receives messages late")
                    .why("From publishing to receiving is Redis, the network and the instance's own event loop; the"
                            + " latter is the usual one.")
                    .threshold(
                            "more than {slow} on average, once up for {warm}",
                            "engineering judgement; the alert rules in docs/deploy use the same")
                    .settings(SLOW, WARM)
                    .remedy("wsctl latency: is it Redis?", "is the instance short of CPU, or its event loop blocked?")
                    .affects("the users of that instance"),
            InstanceCheckups::slow);

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        return Instances.of(evidence).stream()
                .flatMap(instance -> finder.find(instance, rule, limits).stream())
                .toList();
    }

    private static Optional<Found> heartbeat(InstanceStatus instance, Rule rule, Limits limits) {
        Duration age = instance.heartbeatAge();
        if (age == null) {
            return Optional.of(Found.warning(
                    instance.id(),
                    "the heartbeat of " + instance.id() + " never expires: nobody can tell whether it lives",
                    "PTTL −1, where 45 s should be"));
        }
        return age.toMillis() / 1e3 <= limits.of(rule, LATE)
                ? Optional.empty()
                : Optional.of(Found.warning(
                        instance.id(),
                        "the last heartbeat of " + instance.id() + " is " + age.toSeconds() + " s old",
                        "by Redis' clock: 45 s less the time it has left"));
    }

    private static Optional<Found> degraded(InstanceStatus instance, Rule rule, Limits limits) {
        return !instance.degraded()
                ? Optional.empty()
                : Optional.of(Found.warning(
                                instance.id(),
                                instance.id() + " is degraded: it does not hear Redis",
                                "its heartbeat says degraded")
                        .with("address", instance.address()));
    }

    private static Optional<Found> slow(InstanceStatus instance, Rule rule, Limits limits) {
        double seconds = instance.pubsub().averageLatencyMs() / 1e3;
        Duration uptime = instance.uptime();
        boolean warm = uptime == null || uptime.toMillis() / 1e3 >= limits.of(rule, WARM);
        return !warm || Double.isNaN(seconds) || seconds <= limits.of(rule, SLOW)
                ? Optional.empty()
                : Optional.of(Found.warning(
                        instance.id(),
                        instance.id() + " receives messages " + Unit.TIME.show(seconds)
                                + " after they were published, on average",
                        "its heartbeat: averageLatencyMs " + instance.pubsub().averageLatencyMs()));
    }
}
