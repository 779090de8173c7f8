package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Footprint.SortedSet;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.KeyFamily.Detail;
import dev.wsctl.cli.model.Probe;
import dev.wsctl.cli.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * channels_redis' core layer: no pub/sub, but a sorted set a group with the members' channels, and one a process with
 * the messages it has not taken yet. A queue is there for an instant only, unless nobody takes from it.
 */
final class DjangoChannels implements Recogniser {
    private static final String GROUPS = "asgi:group:*";
    private static final String QUEUES = "asgispecific.*!";
    private static final String IN_FLIGHT = "asgispecific.*!$inflight";

    /** As channels_redis has it unless configured otherwise: more are thrown away. */
    private static final long CAPACITY = 100;

    @Override
    public List<KeyFamily> keys() {
        return List.of(
                new KeyFamily(GROUPS, Detail.MEMBERS),
                new KeyFamily(QUEUES, Detail.QUEUE),
                new KeyFamily(IN_FLIGHT, Detail.NAME));
    }

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        long groups = seen.keys(GROUPS).count();
        List<SortedSet> queues = seen.keys(QUEUES).sortedSets();
        if (groups == 0 && queues.isEmpty()) {
            return List.of();
        }
        List<SortedSet> read = seen.keys(GROUPS).sortedSets();
        Set<String> processes = new TreeSet<>();
        read.forEach(group -> group.members().forEach(member -> addProcess(member, processes)));
        long members = read.stream().mapToLong(SortedSet::size).sum();
        boolean all = read.size() == groups;
        long waiting = queues.stream().mapToLong(SortedSet::size).sum();
        return List.of(new Framework(
                "Django Channels (channels_redis)",
                "",
                Confidence.HIGH,
                groups > 0 ? GROUPS : QUEUES,
                processes.isEmpty()
                        ? Count.unknown("a process shows only while it has members in a group")
                        : Count.atLeast(
                                processes.size(),
                                "processes with members in a group, killed ones included for up to a day"
                                        + blocked(seen)),
                Count.unknown(NO_PROBE),
                Count.of(groups),
                all
                        ? Count.atLeast(members, "memberships in groups; ghosts of killed processes are among them")
                        : Count.unknown("too many groups to add up their members"),
                Count.of(waiting),
                findings(queues, processes.size(), seen.blockedOnSortedSets())));
    }

    private static String blocked(Footprint seen) {
        return seen.blockedOnSortedSets().isPresent()
                ? "; " + seen.blockedOnSortedSets().getAsLong() + " connections wait for messages now"
                : "";
    }

    /** {@code specific.<process>!<channel>}. */
    private static void addProcess(String member, Set<String> processes) {
        int end = member.indexOf('!');
        if (end > 0) {
            processes.add(member.substring(0, end));
        }
    }

    private static List<Finding> findings(List<SortedSet> queues, int processes, OptionalLong waiting) {
        List<Finding> findings = new ArrayList<>();
        for (SortedSet queue : queues) {
            long stayed = queue.stayed().orElse(0);
            if (stayed >= queue.size() && stayed > 0) {
                boolean full = stayed >= CAPACITY;
                findings.add(new Finding(
                        full ? Status.CRITICAL : Status.WARNING,
                        "nobody takes the " + stayed + " messages of " + queue.key()
                                + (full ? ": full, further ones are lost" : ": its process is dead or stuck"),
                        "a queue is empty within a second; capacity " + CAPACITY,
                        "restart the process; the queue of a dead one expires by itself within a minute"));
            }
        }
        if (waiting.isPresent() && processes > waiting.getAsLong()) {
            findings.add(new Finding(
                    Status.WARNING,
                    "groups name " + processes + " processes, and " + waiting.getAsLong()
                            + " wait for messages: the others are dead, stuck, or busy this moment",
                    "a process with members in a group waits in BZPOPMIN; members of a killed one stay for a day",
                    "look again; then redis-cli zrange GROUP 0 -1 withscores, and zrem what belongs to no process"));
        }
        return findings;
    }
}
