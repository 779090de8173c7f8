package dev.wsctl.cli.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which commands of Redis each command of wsctl sends, and so what an ACL user for it must be allowed, and no more. Whoever
 * lets wsctl send another command adds it here; a test runs every command under these rules and finds what was refused.
 */
public final class AccessRules {
    /** Any key, to look at: what is stored under which name is each application's own. */
    private static final String ANY_KEY = "%R~*";

    private static final String PROBE_KEYS = "~wsctl:probe:*";
    private static final String PROBE_CHANNELS = "&wsctl:probe:*";

    /** What the user is for. */
    public enum Purpose {
        /** All that {@code doctor} reads. */
        DOCTOR,
        /** Health and latency, with what they write and send themselves. */
        PROBES,
        /** Everything that only reads; of health and latency what {@code --read-only} leaves, messages to themselves included. */
        READ_ONLY,
        /** All of these. */
        ALL;

        private boolean covers(Use use) {
            return this == ALL || use.purposes.contains(this);
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

    private static final Set<Purpose> READS = EnumSet.of(Purpose.READ_ONLY);
    private static final Set<Purpose> DIAGNOSES = EnumSet.of(Purpose.READ_ONLY, Purpose.DOCTOR);
    private static final Set<Purpose> MEASURES = EnumSet.of(Purpose.READ_ONLY, Purpose.PROBES);
    private static final Set<Purpose> WRITES = EnumSet.of(Purpose.PROBES);

    private static final List<Use> USES = List.of(
            Use.of(
                    "every command",
                    EnumSet.of(Purpose.READ_ONLY, Purpose.PROBES, Purpose.DOCTOR),
                    "ping select client|setname info cluster|nodes"),
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
            Use.of("doctor", EnumSet.of(Purpose.DOCTOR), "zrevrange xinfo|groups xinfo|consumers", ANY_KEY),
            Use.of("health", MEASURES, "cluster|info publish subscribe get scan", ANY_KEY, PROBE_CHANNELS),
            Use.of("health", WRITES, "set get del pttl", PROBE_KEYS),
            Use.of("latency", MEASURES, "get publish subscribe", ANY_KEY, PROBE_CHANNELS),
            Use.of("latency", WRITES, "set", PROBE_KEYS));

    private AccessRules() {}

    /**
     * The rule for a purpose, as ACL SETUSER and ACL files of Redis 7 take it: keys, channels, commands. It takes all other
     * rights away, and touches no password.
     */
    public static List<String> of(Purpose purpose) {
        Set<String> commands = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        for (Use use : USES) {
            if (purpose.covers(use)) {
                use.redis.forEach(command -> commands.add("+" + command));
                places.addAll(use.keysAndChannels);
            }
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
    public static List<String> ofRedis6(Purpose purpose) {
        List<String> rule = new ArrayList<>(of(purpose));
        rule.removeIf(word -> word.contains("shard") || word.equals(PROBE_KEYS));
        Collections.replaceAll(rule, ANY_KEY, "~*");
        return rule;
    }

    /** Whether a rule lets anything be written. */
    public static boolean writes(List<String> rule) {
        return rule.contains("+set");
    }

    /** Commands of wsctl that a rule is enough for, each once, in the table's order. */
    public static List<String> covered(Purpose purpose) {
        return USES.stream()
                .filter(purpose::covers)
                .map(Use::command)
                .filter(command -> !command.equals("every command"))
                .distinct()
                .toList();
    }

    /** {@code read-only} for {@link Purpose#READ_ONLY}. */
    public static String name(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
