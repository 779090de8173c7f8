package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.SessionFamily;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.source.resp.RespError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Counts session keys by family, and looks at the TTL of a sample. */
public final class SessionReader {
    private final List<SessionFamily> families;
    private final List<Glob> globs = new ArrayList<>();
    private final long[] counts;
    private final Sample sample;

    /** @param sampleSize how many keys to ask for their TTL; 0 for none */
    public SessionReader(List<SessionFamily> families, int sampleSize) {
        this.families = List.copyOf(families);
        for (SessionFamily family : families) {
            globs.add(new Glob(family.pattern()));
        }
        this.counts = new long[families.size()];
        this.sample = new Sample(sampleSize);
    }

    public SessionTally read(List<RedisNode> nodes, Deadline deadline, long limit) {
        String match = globs.size() == 1 ? globs.get(0).text() : "*";
        SessionScanner.Extent extent = new SessionScanner(deadline, limit).scan(nodes, match, (node, key) -> {
            for (int i = 0; i < counts.length; i++) {
                if (key.matches(globs.get(i))) {
                    if (!this.families.get(i).isSession()) {
                        return true;
                    }
                    counts[i]++;
                    if (sample.takes()) {
                        sample.put(node, key.text());
                    }
                    return true;
                }
            }
            return true;
        });
        List<SessionTally.Family> found = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 || counts.length == 1) {
                found.add(new SessionTally.Family(families.get(i), counts[i]));
            }
        }
        long total = Arrays.stream(counts).sum();
        List<String> gaps = new ArrayList<>(extent.gaps());
        SessionTally.Ttl ttl = sample.ttl(nodes, gaps);
        return new SessionTally(total, gaps, extent.scanned(), found, ttl);
    }

    /** Every session key has the same chance to be in it, however many there are (reservoir sampling). */
    private static final class Sample {
        private final int size;
        private final List<String> keys = new ArrayList<>();
        private final List<RedisNode> owners = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom();
        private long offered;
        private int slot;

        Sample(int size) {
            this.size = size;
        }

        boolean takes() {
            offered++;
            slot = keys.size() < size ? keys.size() : (int) Math.min(random.nextLong(offered), Integer.MAX_VALUE);
            return slot < size;
        }

        void put(RedisNode node, String key) {
            if (slot == keys.size()) {
                keys.add(key);
                owners.add(node);
            } else {
                keys.set(slot, key);
                owners.set(slot, node);
            }
        }

        /** @param gaps gets what could not be asked while parts of a cluster are away */
        SessionTally.@Nullable Ttl ttl(List<RedisNode> nodes, List<String> gaps) {
            if (keys.isEmpty()) {
                return null;
            }
            long[] millis = new long[keys.size()];
            int living = 0;
            int none = 0;
            for (RedisNode node : nodes) {
                List<String[]> commands = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    if (owners.get(i) == node) {
                        commands.add(new String[] {"PTTL", keys.get(i)});
                    }
                }
                for (Object reply : commands.isEmpty() || node.lost() ? List.of() : node.callAll(commands)) {
                    if (reply instanceof RespError error) {
                        RedisFailure failure = node.failure(error, commands.get(0));
                        if (!failure.ofAPart()) {
                            throw failure;
                        }
                        gaps.add("when they expire was not read: " + failure.what());
                        break;
                    }
                    if (reply instanceof Long ttl && ttl >= 0) {
                        millis[living++] = ttl;
                    } else if (reply instanceof Long ttl && ttl == -1) {
                        none++;
                    }
                }
            }
            return summary(millis, living, none);
        }

        private static SessionTally.Ttl summary(long[] millis, int living, int none) {
            if (living == 0) {
                return new SessionTally.Ttl(none, none, null, null, null);
            }
            Arrays.sort(millis, 0, living);
            return new SessionTally.Ttl(
                    living + none,
                    none,
                    Duration.ofMillis(millis[0]),
                    Duration.ofMillis(millis[(living - 1) / 2]),
                    Duration.ofMillis(millis[living - 1]));
        }
    }
}
