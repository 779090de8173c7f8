package dev.wsctl.server.broker;

import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which node of a Redis Cluster serves which slot, at one moment. Nodes are addresses, host:port. Immutable. */
final class SlotMap {

    static final int SLOTS = SlotHash.SLOT_COUNT;
    static final SlotMap UNKNOWN = new SlotMap(new String[SLOTS], Set.of());

    private final @Nullable String[] owners;
    private final List<String> masters;
    private final List<String> nodes;

    private SlotMap(@Nullable String[] owners, Set<String> nodes) {
        this.owners = owners;
        this.nodes = List.copyOf(nodes);
        Set<String> serving = new TreeSet<>();
        for (String owner : owners) {
            if (owner != null) {
                serving.add(owner);
            }
        }
        this.masters = List.copyOf(serving);
    }

    /**
     * Reads the answer to CLUSTER NODES, a line a node: {@code id host:port@busport[,name] flags master ping pong epoch
     * link slots…}.
     *
     * @param askedHost the host of the node that answered, which may not know its own address
     */
    static SlotMap parse(String answer, String askedHost) {
        @Nullable String[] owners = new String[SLOTS];
        Set<String> nodes = new TreeSet<>();
        for (String line : answer.split("\n")) {
            String[] words = line.strip().split(" ");
            if (words.length < 8 || words[2].contains("noaddr") || words[2].contains("handshake")) {
                continue;
            }
            int end = words[1].indexOf('@');
            String address = end < 0 ? words[1] : words[1].substring(0, end);
            if (address.startsWith(":")) {
                address = askedHost + address;
            }
            if (!words[2].contains("fail")) {
                nodes.add(address);
            }
            for (int i = 8; i < words.length; i++) {
                // What stands in brackets is on its way from or to that node; the owner is the one without.
                if (!words[i].startsWith("[")) {
                    assign(owners, words[i], address);
                }
            }
        }
        return new SlotMap(owners, nodes);
    }

    private static void assign(@Nullable String[] owners, String range, String address) {
        int dash = range.indexOf('-');
        int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
        Arrays.fill(owners, from, to + 1, address);
    }

    /** The same, but for one slot. */
    SlotMap with(int slot, String owner) {
        @Nullable String[] changed = owners.clone();
        changed[slot] = owner;
        Set<String> known = new TreeSet<>(nodes);
        known.add(owner);
        return new SlotMap(changed, known);
    }

    /** Null while nobody serves it. */
    @Nullable String owner(int slot) {
        return owners[slot];
    }

    /** Nodes that serve at least one slot, sorted. */
    List<String> masters() {
        return masters;
    }

    /** Masters and replicas that are not known to have failed, sorted. */
    List<String> nodes() {
        return nodes;
    }

    /** A name that begins so and lives on that master: what is published there passes through that node and no other. */
    String nameOn(String master, String prefix) {
        for (int i = 0; i < 1_000_000; i++) {
            String name = prefix + i;
            if (master.equals(owners[SlotHash.getSlot(name)])) {
                return name;
            }
        }
        throw new IllegalStateException(master + " serves no slot");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlotMap that && Arrays.equals(owners, that.owners) && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(owners), nodes);
    }
}
