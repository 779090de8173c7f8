package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.SlowCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** LAT06: commands that hold everybody up. */
final class SlowCommands implements NodeCheck {
    private static final Rule RULE = Rule.of("LAT06", "Slow commands hold everybody up")
            .why("Redis does one thing at a time: while it walks all keys, no message moves.")
            .threshold(
                    "no KEYS, and no new entry of SLOWLOG, while we watch",
                    "Redis: KEYS, and slowlog-log-slower-than, by default 10 ms")
            .remedy(
                    "{redis-cli} slowlog get 10: who sends it?",
                    "SCAN instead of KEYS, SSCAN instead of SMEMBERS, shorter scripts",
                    "{redis-cli} acl setuser NAME -keys, for the user of the application")
            .affects("every user, for as long as each takes");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Found> found = new ArrayList<>();
        long keys = node.growth("cmdstat_keys", "calls");
        if (keys > 0) {
            found.add(Found.warning(
                    node.address(),
                    "KEYS was called " + Text.count(keys, "time") + " while we watched",
                    "cmdstat_keys calls +" + keys + " in " + Text.seconds(node.window())));
        }
        List<SlowCommand> all = node.slowlog().need();
        // Both by Redis' clock; entries know whole seconds only.
        long since = node.first().info().need().number("server_time_usec").orElse(Long.MAX_VALUE) / 1_000_000;
        List<SlowCommand> fresh = all.stream()
                .filter(command -> command.time().getEpochSecond() >= since)
                .toList();
        List<SlowCommand> told = fresh.isEmpty() ? all : fresh;
        if (told.isEmpty()) {
            return found;
        }
        Set<String> names = new TreeSet<>();
        told.forEach(command -> names.add(command.command()));
        double longest = told.stream().mapToLong(SlowCommand::micros).max().orElse(0) / 1e6;
        String commands = Text.some(List.copyOf(names)) + ", the slowest took " + Unit.TIME.show(longest);
        String entries = Text.entries(told.size()) + " of SLOWLOG, the last of "
                + told.get(0).time();
        found.add(
                fresh.isEmpty()
                        ? Found.info(node.address(), "slow commands before we watched: " + commands, entries)
                        : Found.warning(node.address(), "slow commands while we watched: " + commands, entries));
        return found;
    }
}
