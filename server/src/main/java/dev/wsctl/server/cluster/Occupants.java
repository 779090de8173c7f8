package dev.wsctl.server.cluster;

import dev.wsctl.server.protocol.PresenceCounts;
import dev.wsctl.server.protocol.Standing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is connected to this instance, and what has changed since somebody last asked. Thread-safe. */
final class Occupants {

    private final Map<String, Map<Occupant, Integer>> rooms = new HashMap<>();
    private final Map<Standing, Map<String, Integer>> clients = new EnumMap<>(Standing.class);
    private Set<Occupant> touched = new HashSet<>();

    Occupants() {
        for (Standing standing : Standing.values()) {
            clients.put(standing, new HashMap<>());
        }
    }

    synchronized void enter(Occupant occupant) {
        rooms.computeIfAbsent(occupant.room(), room -> new HashMap<>()).merge(occupant, 1, Integer::sum);
        clientsOf(occupant.standing()).merge(occupant.clientId(), 1, Integer::sum);
        touched.add(occupant);
    }

    synchronized void leave(Occupant occupant) {
        rooms.computeIfPresent(occupant.room(), (room, present) -> {
            present.computeIfPresent(occupant, (who, times) -> times == 1 ? null : times - 1);
            return present.isEmpty() ? null : present;
        });
        clientsOf(occupant.standing())
                .computeIfPresent(occupant.clientId(), (id, times) -> times == 1 ? null : times - 1);
        touched.add(occupant);
    }

    private Map<String, Integer> clientsOf(Standing standing) {
        return clients.getOrDefault(standing, Map.of());
    }

    synchronized boolean isIn(Occupant occupant) {
        return rooms.getOrDefault(occupant.room(), Map.of()).containsKey(occupant);
    }

    synchronized boolean isConnected(Standing standing, String clientId) {
        return clientsOf(standing).containsKey(clientId);
    }

    /** Those that have come or gone since the last call, each once. */
    synchronized Set<Occupant> takeTouched() {
        Set<Occupant> taken = touched;
        touched = new HashSet<>();
        return taken;
    }

    synchronized List<String> clientIds(Standing standing) {
        return new ArrayList<>(clientsOf(standing).keySet());
    }

    synchronized List<String> rooms() {
        return new ArrayList<>(rooms.keySet());
    }

    synchronized List<Occupant> in(String room) {
        return new ArrayList<>(rooms.getOrDefault(room, Map.of()).keySet());
    }

    synchronized PresenceCounts counts() {
        return new PresenceCounts(
                clientsOf(Standing.GUEST).size(),
                clientsOf(Standing.MEMBER).size(),
                clientsOf(Standing.ADMIN).size());
    }
}
