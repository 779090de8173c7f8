package dev.wsctl.cli.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which commands of Redis each command of wsctl sends, and so what an ACL user for it must be allowed, and no more. Whoever
 * lets wsctl send another command adds it here; a test runs every command under these rules and finds what was refused.
 */
public final class AccessRules {
    /** Any key, to look at: what is stored under which name is each application's own. */
    private static final String ANY_KEY = "%R~*";

    private static final String PROBE_KEYS = "~wsctl:probe:*";
    private static final String PROBE_CHANNELS = "&wsctl:probe:*";
    private static final String ANY_CHANNEL = "&*";

    /** What the user is for. */
    public enum Purpose {
        /** All that {@code doctor} reads. */
        DOCTOR,
        /** Health and latency, with what they write and send themselves. */
        PROBES,
        /** Everything that only reads; of health and latency what {@code --read-only} leaves, messages to themselves included. */
        READ_ONLY,
        /** All of these, and no message of anybody. */
        ALL,
        /** Hearing what instances say to each other, whatever it is. */
        LISTEN,
        /** Speaking there. */
        PUBLISH,
        /** Asking the instances of Socket.IO for an answer, and whether somebody listens to every channel. */
        ASK;

        private boolean covers(Use use) {
            return use.purposes.contains(this) || (this == ALL && !MESSAGES.containsAll(use.purposes));
        }
    }

    /**
     * One command of wsctl, or a part of it.
     *
     * @param redis the commands it sends, as ACL rules name them
     * @param keysAndChannels rules for what it sends them about
     */
    private record Use(String command, Set<Purpose> purposes, List<String> redis, List<String> keysAndChannels) {
        static Use of(String command, Set<Purpose> purposes, String redis, String... keysAndChannels) {
            return new Use(command, purposes, Arrays.asList(redis.split(" ")), List.of(keysAndChannels));
        }
    }

    private static final Set<Purpose> LISTENS = EnumSet.of(Purpose.LISTEN);
    private static final Set<Purpose> SPEAKS = EnumSet.of(Purpose.PUBLISH);
    private static final Set<Purpose> ASKS = EnumSet.of(Purpose.ASK);
    /** What reads or writes messages is allowed to those only who ask for it. */
    private static final Set<Purpose> MESSAGES = EnumSet.of(Purpose.LISTEN, Purpose.PUBLISH, Purpose.ASK);

    private static final Set<Purpose> EVERYTHING = EnumSet.of(Purpose.ALL);
    private static final Set<Purpose> READS = EnumSet.of(Purpose.READ_ONLY);
    private static final Set<Purpose> DIAGNOSES = EnumSet.of(Purpose.READ_ONLY, Purpose.DOCTOR);
    private static final Set<Purpose> MEASURES = EnumSet.of(Purpose.READ_ONLY, Purpose.PROBES);
    private static final Set<Purpose> WRITES = EnumSet.of(Purpose.PROBES);

    private static final List<Use> USES = List.of(
            Use.of("every command", EnumSet.allOf(Purpose.class), "ping select client|setname info cluster|nodes"),
            Use.of("channels", DIAGNOSES, "pubsub|channels pubsub|numsub pubsub|numpat client|list"),
            Use.of("channels", DIAGNOSES, "pubsub|shardchannels pubsub|shardnumsub"),
            Use.of(
                    "subscribers",
                    READS,
                    "pubsub|numsub pubsub|shardchannels pubsub|shardnumsub client|list config|get"),
            Use.of("sessions", DIAGNOSES, "scan pttl type", ANY_KEY),
            Use.of("sessions show", READS, "get hgetall memory|usage", ANY_KEY),
            Use.of("pool", READS, "client|list config|get scan get pttl", ANY_KEY),
            Use.of("instances", DIAGNOSES, "scan get pttl", ANY_KEY),
            Use.of("wsctl alone", READS, "zrange scan get pttl pubsub|channels pubsub|numsub pubsub|numpat", ANY_KEY),
            Use.of("wsctl alone", READS, "pubsub|shardchannels pubsub|shardnumsub client|list"),
            Use.of("presence", READS, "scan get pttl zrange zcount time", ANY_KEY),
            Use.of("replay", READS, "xrange xrevrange xinfo|stream", ANY_KEY),
            Use.of(
                    "frameworks",
                    DIAGNOSES,
                    "scan exists type xlen xrange xrevrange xinfo|groups zrange zcard time client|list",
                    ANY_KEY),
            Use.of("doctor", EnumSet.of(Purpose.DOCTOR), "config|get acl|list acl|log client|getname"),
            Use.of("doctor", EnumSet.of(Purpose.DOCTOR), "slowlog|get latency|latest cluster|info time"),
            Use.of("doctor", EnumSet.of(Purpose.DOCTOR), "llen scard zcard hlen xlen object|idletime", ANY_KEY),
            Use.of("doctor", EnumSet.of(Purpose.DOCTOR), "zrange xinfo|groups xinfo|consumers", ANY_KEY),
            Use.of("capture", EnumSet.of(Purpose.DOCTOR), "info"),
            Use.of("top", EnumSet.of(Purpose.DOCTOR), "pubsub|numsub client|list scan get pttl xinfo|stream", ANY_KEY),
            Use.of("health", MEASURES, "cluster|info publish subscribe get scan", ANY_KEY, PROBE_CHANNELS),
            Use.of("health", WRITES, "set get del pttl", PROBE_KEYS),
            Use.of("latency", MEASURES, "get publish subscribe", ANY_KEY, PROBE_CHANNELS),
            Use.of("latency", WRITES, "set", PROBE_KEYS),
            // Of the commands above.
            Use.of("smoke", EVERYTHING, "info"),
            Use.of("exporter", EVERYTHING, "info"),
            Use.of("tail", LISTENS, "psubscribe ssubscribe client|id client|list", ANY_CHANNEL),
            Use.of(
                    "verify",
                    LISTENS,
                    "psubscribe punsubscribe pubsub|channels pubsub|numsub pubsub|numpat",
                    ANY_CHANNEL),
            Use.of("verify", LISTENS, "pubsub|shardchannels pubsub|shardnumsub client|list"),
            Use.of("doctor --sample", LISTENS, "psubscribe", ANY_CHANNEL),
            // Under Socket.IO's usual prefix: another one is for whoever sets it to allow.
            Use.of(
                    "frameworks --probe",
                    ASKS,
                    "publish psubscribe",
                    "&socket.io-request#/#",
                    "&socket.io-response#/#*"),
            Use.of(
                    "frameworks --probe",
                    ASKS,
                    "publish subscribe spublish ssubscribe",
                    "&socket.io#/#",
                    "&socket.io#/#wsctl0#"),
            Use.of("doctor --probe", ASKS, "publish", PROBE_CHANNELS),
            Use.of("publish", SPEAKS, "publish spublish pubsub|numsub pubsub|numpat pubsub|shardnumsub", ANY_CHANNEL));

    /** Of Redis 7. */
    private static final Set<String> NEWER =
            Set.of("+pubsub|shardchannels", "+pubsub|shardnumsub", "+ssubscribe", "+spublish");

    private AccessRules() {}

    /**
     * The rule for some purposes together, as ACL SETUSER and ACL files of Redis 7 take it: keys, channels, commands. It takes all other
     * rights away, and touches no password.
     */
    public static List<String> of(Set<Purpose> purposes) {
        Set<String> commands = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        uses(purposes).forEach(use -> {
            use.redis.forEach(command -> commands.add("+" + command));
            places.addAll(use.keysAndChannels);
        });
        if (places.contains(ANY_CHANNEL)) {
            // Redis refuses further channels behind this one.
            places.removeIf(place -> place.startsWith("&") && !place.equals(ANY_CHANNEL));
        }
        List<String> rule = new ArrayList<>(List.of("resetkeys"));
        places.stream().filter(place -> !place.startsWith("&")).forEach(rule::add);
        rule.add("resetchannels");
        places.stream().filter(place -> place.startsWith("&")).forEach(rule::add);
        rule.add("-@all");
        rule.addAll(commands);
        return rule;
    }

    /**
     * The same for Redis 6, which can't tell reading a key from writing it, nor knows shard channels: what is written may
     * be written anywhere.
     */
    public static List<String> ofRedis6(Set<Purpose> purposes) {
        List<String> rule = new ArrayList<>(of(purposes));
        rule.removeIf(word -> NEWER.contains(word) || word.equals(PROBE_KEYS));
        Collections.replaceAll(rule, ANY_KEY, "~*");
        return rule;
    }

    /** Whether a rule lets anybody's channels be written to. */
    public static boolean speaks(List<String> rule) {
        return rule.contains("+publish") && rule.contains(ANY_CHANNEL);
    }

    /** Whether a rule lets anything be written. */
    public static boolean writes(List<String> rule) {
        return rule.contains("+set");
    }

    /** Commands of wsctl that a rule is enough for, each once, in the table's order. */
    public static List<String> covered(Set<Purpose> purposes) {
        return uses(purposes)
                .map(Use::command)
                .filter(command -> !command.equals("every command"))
                .distinct()
                .toList();
    }

    private static Stream<Use> uses(Set<Purpose> purposes) {
        return USES.stream().filter(use -> purposes.stream().anyMatch(purpose -> purpose.covers(use)));
    }

    /** {@code read-only} for {@link Purpose#READ_ONLY}. */
    public static String name(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
