package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Reads CLUSTER NODES: one node a line, {@code id ip:port@bus[,hostname] flags …}. */
final class ClusterNodes {
    private ClusterNodes() {}

    /** A master and the slots it serves. */
    record Master(Endpoint endpoint, List<Slots> slots) {
        boolean serves(long slot) {
            return slots.stream().anyMatch(range -> slot >= range.first && slot <= range.last);
        }
    }

    record Slots(int first, int last) {}

    /** Masters that are not known to have failed. A node without an address is the one asked. */
    static List<Master> masters(String nodes, Endpoint asked) {
        List<Master> masters = new ArrayList<>();
        for (String line : nodes.split("\n")) {
            String[] fields = line.strip().split(" ");
            if (isMaster(fields) && !isGone(fields[2])) {
                Endpoint endpoint = hasFlag(fields[2], "myself") ? asked : address(fields[1], asked);
                masters.add(new Master(endpoint, slots(fields)));
            }
        }
        return masters;
    }

    /** Masters that have failed while nobody else serves their slots: their keys can't be read. */
    static List<Endpoint> failedWithSlots(String nodes, Endpoint asked) {
        List<Endpoint> failed = new ArrayList<>();
        for (String line : nodes.split("\n")) {
            String[] fields = line.strip().split(" ");
            if (isMaster(fields) && hasFlag(fields[2], "fail") && !slots(fields).isEmpty()) {
                failed.add(address(fields[1], asked));
            }
        }
        return failed;
    }

    private static boolean isMaster(String... fields) {
        return fields.length >= 8 && hasFlag(fields[2], "master");
    }

    private static boolean isGone(String flags) {
        return hasFlag(flags, "fail") || hasFlag(flags, "noaddr") || hasFlag(flags, "handshake");
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

    private static Endpoint address(String field, Endpoint asked) {
        String address = field.substring(0, field.indexOf('@') < 0 ? field.length() : field.indexOf('@'));
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        if (host.isEmpty() && asked instanceof Endpoint.Tcp tcp) {
            host = tcp.host();
        }
        return new Endpoint.Tcp(host, port);
    }
}
