package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Reads CLUSTER NODES: one node a line, {@code id ip:port@bus[,hostname] flags …}. */
final class ClusterNodes {
    private ClusterNodes() {}

    /**
     * A node that has an address.
     *
     * @param failed the cluster agrees that it is not there; one that only the asked node misses has not failed yet
     * @param slots that it serves; none on a replica
     */
    record Member(Endpoint endpoint, boolean master, boolean failed, List<Slots> slots) {
        boolean serves(int slot) {
            return slots.stream().anyMatch(range -> slot >= range.first && slot <= range.last);
        }
    }

    record Slots(int first, int last) {}

    /**
     * Members as the asked node knows them, those that have failed included.
     *
     * @param asked the address under which the asked node was reached: it stands in for the one it believes to have
     * @param byName prefer the host name that a node announces to its address: TLS certificates are for names
     */
    static List<Member> members(String nodes, Endpoint asked, boolean byName) {
        List<Member> members = new ArrayList<>();
        for (String line : nodes.split("\n")) {
            String[] fields = line.strip().split(" ");
            if (fields.length >= 8 && !hasFlag(fields[2], "noaddr") && !hasFlag(fields[2], "handshake")) {
                members.add(new Member(
                        hasFlag(fields[2], "myself") ? asked : address(fields[1], asked, byName),
                        hasFlag(fields[2], "master"),
                        hasFlag(fields[2], "fail"),
                        slots(fields)));
            }
        }
        return members;
    }

    /** From the ninth field on: {@code 0-5460}, {@code 42}, and {@code [93-<-id]} for slots on the move. */
    private static List<Slots> slots(String... fields) {
        List<Slots> slots = new ArrayList<>();
        for (int i = 8; i < fields.length; i++) {
            if (!fields[i].startsWith("[")) {
                int dash = fields[i].indexOf('-');
                int first = Integer.parseInt(dash < 0 ? fields[i] : fields[i].substring(0, dash));
                slots.add(new Slots(first, dash < 0 ? first : Integer.parseInt(fields[i].substring(dash + 1))));
            }
        }
        return slots;
    }

    private static boolean hasFlag(String flags, String flag) {
        return ("," + flags + ",").contains("," + flag + ",");
    }

    /** {@code 10.0.0.7:6379@16379,redis-a.example.com,shard-id=…}: the host name may be absent or empty. */
    private static Endpoint address(String field, Endpoint asked, boolean byName) {
        String[] parts = field.split(",", -1);
        int at = parts[0].indexOf('@');
        String address = at < 0 ? parts[0] : parts[0].substring(0, at);
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        if (byName && parts.length > 1 && !parts[1].isEmpty() && parts[1].indexOf('=') < 0) {
            host = parts[1];
        }
        if (host.isEmpty() && asked instanceof Endpoint.Tcp tcp) {
            host = tcp.host();
        }
        return new Endpoint.Tcp(host, port);
    }
}
