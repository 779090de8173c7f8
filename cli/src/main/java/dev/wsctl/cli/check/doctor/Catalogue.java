package dev.wsctl.cli.check.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every check, in the order in which their findings want attention: causes before what they cause. */
public final class Catalogue {
    private static final List<Check> REACHING = List.of(new Unreachable());

    private static final List<Check> DELIVERY = List.of(
            new SubscriberMissing(),
            new PublishesToReplica(),
            new FrameworkTrouble(),
            new PrefixesDiffer(),
            new MixedEncodings(),
            new NotReading(),
            new SubscribersReconnect(),
            new DatabasesDiffer(),
            new CatchAllPatterns(),
            new PatternSubscribers());

    private static final List<Check> SLOW_SUBSCRIBERS = List.of(
            new SubscribersKilled(),
            new NearOutputLimit(),
            CounterCheck.CLIENTS_EVICTED,
            new OversizedMessages(),
            new OutputPrediction(),
            new NoOutputLimit());

    private static final List<Check> CONNECTIONS = List.of(
            CounterCheck.REFUSED,
            new ConnectionsNearLimit(),
            new GhostSubscribers(),
            new Ghosts(),
            new PoolsExhausted(),
            new Churn(),
            new IdleTimeout());

    private static final List<Check> MEMORY = List.of(
            new OutOfMemory(),
            new SessionsEvicted(),
            new MemoryNearLimit(),
            new QueuesFull(),
            new StreamConsumersStale(),
            new SessionsForEver(),
            new SessionsStale(),
            new StreamsUnbounded(),
            new NothingSaved(),
            new NoMemoryLimit());

    private static final List<Check> LATENCY = List.of(
            new Persistence(),
            new SlowPing(),
            new SlowCommands(),
            new LatencySpikes(),
            new PingSpikes(),
            new CommandTails(),
            new ForkStalls(),
            new LatencyMonitorOff());

    private static final List<Check> TOPOLOGY = List.of(
            new SentinelQuorum(),
            new InstanceCounts(),
            MetricCheckups.SAME_ID,
            InstanceCheckups.DEGRADED,
            InstanceCheckups.HEARTBEAT,
            InstanceCheckups.SLOW_DELIVERY,
            MetricCheckups.PUBLISH_FAILURES,
            MetricCheckups.GIVEN_UP,
            new PresenceWrong(),
            new ReplicaLink());

    private static final List<Check> SECURITY =
            List.of(new Denials(), new OpenRedis(), new WeakAccess(), new DangerousCommands());

    private static final List<Check> HOST =
            List.of(HostCheck.OPEN_FILES, HostCheck.OVERCOMMIT, HostCheck.HUGE_PAGES, HostCheck.BACKLOG);

    private static final List<Check> CAPACITY = List.of(
            new ShardSubscriptionsLost(),
            new BusyRedis(),
            new PracticalLimit(),
            new SlowPublish(),
            new ClusterBroadcast(),
            new FanOutWaste());

    public static final List<Check> CHECKS = Stream.of(
                    REACHING,
                    Verified.all(),
                    TOPOLOGY,
                    DELIVERY,
                    SLOW_SUBSCRIBERS,
                    CONNECTIONS,
                    MEMORY,
                    LATENCY,
                    SECURITY,
                    CAPACITY,
                    HOST)
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** What all findings mean, by group and number. */
    public static List<Rule> rules() {
        return CHECKS.stream()
                .map(Check::rule)
                .sorted(Comparator.comparing(Rule::group).thenComparing(Rule::code))
                .toList();
    }

    /**
     * What is known of a code, however it is typed: {@code SLO01}, {@code slo-001}, {@code slo1}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Rule rule(String typed) {
        String code = canonical(typed);
        for (Check check : CHECKS) {
            if (check.rule().code().equals(code)) {
                return check.rule();
            }
        }
        throw new IllegalArgumentException("there is no finding '" + typed + "'");
    }

    /** Three capitals and two digits. */
    static String canonical(String typed) {
        String letters = typed.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        String digits = typed.replaceAll("[^0-9]", "").replaceFirst("^0+(?=..)", "");
        return letters + (digits.length() == 1 ? "0" + digits : digits);
    }
}
