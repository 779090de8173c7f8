package dev.wsctl.server.broker;

import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which node of a Redis Cluster serves which slot, at one moment. Nodes are addresses, host:port. Immutable. */
final class SlotMap {

    static final int SLOTS = SlotHash.SLOT_COUNT;
    static final SlotMap UNKNOWN = new SlotMap(new String[SLOTS], Set.of());

    private static final Pattern ADDRESS = Pattern.compile("[\\w.:%-]*:([0-9]{1,5})");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

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
     * @throws IllegalArgumentException if it cannot be read
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
            if (!isAddress(address)) {
                throw new IllegalArgumentException("CLUSTER NODES names no address: " + words[1]);
            }
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

    /** Whether this is host:port; the host may be empty, for that of the node that says so. */
    static boolean isAddress(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        return port > 0 && port < 65_536;
    }

    private static void assign(@Nullable String[] owners, String range, String address) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("CLUSTER NODES names no slots: " + range);
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
        if (from > to || to >= SLOTS) {
            throw new IllegalArgumentException("CLUSTER NODES names slots that don't exist: " + range);
        }
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
