package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Participant;
import dev.wsctl.cli.model.Verification.Home;
import dev.wsctl.cli.model.Verification.Publication;
import dev.wsctl.cli.model.Verification.RedisView;
import dev.wsctl.cli.model.Verification.RoomFamily;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What Redis' view says about the instances' rooms, and what it does not: nothing is concluded from what could not be
 * seen.
 */
final class RoomTraffic {
    private final Optional<RedisView> view;
    private final int instances;

    RoomTraffic(Optional<RedisView> view, int instances) {
        this.view = view;
        this.instances = instances;
    }

    private List<RoomFamily> families() {
        return view.map(RedisView::families).orElse(List.of());
    }

    private List<Publication> publications() {
        return view.map(RedisView::publications).orElse(List.of());
    }

    /** Channels carry the rooms' names and all of what is published there was watched: silence means something. */
    boolean told() {
        return view.isPresent()
                && view.get().gaps().isEmpty()
                && (!publications().isEmpty() || !families().isEmpty());
    }

    /** Messages an instance published. Only where {@link #told}. */
    long published(Participant by) {
        return publications().stream()
                .filter(one -> one.from().equals(by.label()))
                .mapToLong(Publication::messages)
                .sum();
    }

    /** Some messages did not show who sent them: then nobody is known to publish nothing. */
    boolean anonymous() {
        return publications().stream().anyMatch(one -> one.from().isEmpty());
    }

    boolean publishesNothing(Participant one) {
        return told() && !anonymous() && published(one) == 0;
    }

    boolean publishes(Participant one) {
        return published(one) > 0;
    }

    /** How many subscribe to every room, in the family that has most; empty where rooms have no channel of their own. */
    OptionalLong subscribers() {
        return families().stream().mapToLong(RoomFamily::subscribers).max();
    }

    /**
     * Fewer subscribe than there are instances. Only if somebody does by name: patterns cannot be counted. And only if
     * every node was asked: the one that is missing may have the subscriber that is.
     */
    boolean lacksSubscribers() {
        OptionalLong most = subscribers();
        boolean counted = view.map(seen -> seen.uncounted().isEmpty()).orElse(false);
        return counted && most.isPresent() && most.getAsLong() > 0 && most.getAsLong() < instances;
    }

    boolean hasAllSubscribers() {
        return subscribers().orElse(0) >= instances;
    }

    /** The channels an instance publishes its rooms on. */
    Set<String> channelsOf(Participant one) {
        return publications().stream()
                .filter(publication -> publication.from().equals(one.label()))
                .map(Publication::family)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** They publish on channels that have no name in common. */
    boolean differ(Participant one, Participant other) {
        Set<String> mine = channelsOf(one);
        Set<String> theirs = channelsOf(other);
        return !mine.isEmpty() && !theirs.isEmpty() && mine.stream().noneMatch(theirs::contains);
    }

    /** Rooms are subscribed to under several names: somebody listens where the others do not publish. */
    boolean hasSeveralFamilies() {
        return families().size() > 1 && lacksSubscribers();
    }

    /** Of several independent servers, they publish the same room on different ones. */
    boolean apart(String one, String other) {
        Map<Integer, Set<String>> mine = homes(one);
        Map<Integer, Set<String>> theirs = homes(other);
        return mine.entrySet().stream()
                .anyMatch(home -> theirs.containsKey(home.getKey())
                        && Collections.disjoint(home.getValue(), theirs.getOrDefault(home.getKey(), Set.of())));
    }

    /** By room, the servers that an instance publishes it on. */
    private Map<Integer, Set<String>> homes(String label) {
        return view.map(RedisView::homes).orElse(List.of()).stream()
                .filter(home -> home.from().equals(label))
                .collect(Collectors.groupingBy(
                        Home::room, TreeMap::new, Collectors.mapping(Home::server, Collectors.toSet())));
    }

    /** {@code 127.0.0.1:6379 for a and b, 127.0.0.1:6380 for c}, of the first room that is kept on several servers. */
    String strewnRoom() {
        Map<Integer, Map<String, List<String>>> rooms = view.map(RedisView::homes).orElse(List.of()).stream()
                .filter(home -> !home.from().isEmpty())
                .collect(Collectors.groupingBy(
                        Home::room,
                        TreeMap::new,
                        Collectors.groupingBy(
                                Home::server, TreeMap::new, Collectors.mapping(Home::from, Collectors.toList()))));
        return rooms.entrySet().stream()
                .filter(room -> room.getValue().size() > 1)
                .findFirst()
                .map(room -> "room " + room.getKey() + " is on "
                        + room.getValue().entrySet().stream()
                                .map(server -> server.getKey() + " for " + Phrase.names(server.getValue(), "and"))
                                .collect(Collectors.joining(", on ")))
                .orElse("");
    }

    /** What was seen, as the end of a sentence; empty if nobody looked. */
    String sentence() {
        if (view.isEmpty()) {
            return "";
        }
        StringBuilder said = new StringBuilder("; in Redis ");
        if (families().isEmpty()) {
            said.append("no channel is named after the rooms");
        } else {
            said.append(families().stream()
                    .sorted(Comparator.comparing(RoomFamily::name))
                    .map(family ->
                            family.subscribers() + " of " + instances + " instances subscribed to " + family.name())
                    .collect(Collectors.joining(", ")));
        }
        if (told()) {
            said.append(", ").append(publishedSentence());
        }
        view.get().gaps().forEach(gap -> said.append("; ").append(gap));
        return said.toString();
    }

    private String publishedSentence() {
        if (publications().isEmpty()) {
            return "nothing was published";
        }
        return publications().stream()
                .map(one -> one.messages() + " messages" + (one.from().isEmpty() ? "" : " of " + one.from())
                        + " published on " + one.family())
                .collect(Collectors.joining(", "));
    }
}
