package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification.Home;
import dev.wsctl.cli.model.Verification.Publication;
import dev.wsctl.load.dialect.Marker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Listens to what is published for some rooms, and by whom. By pattern, never by name: pattern subscribers are not among
 * those that applications count (PUBSUB NUMSUB) and wait for. Shard channels know no patterns, so those that carry one of
 * the rooms' names are looked up and subscribed to by name; the rooms are made up for this, and nobody waits for answers
 * on their channels. What is published on a shard channel that nobody subscribes to is not seen.
 */
final class RoomWatch {
    /** Between two looks for shard channels: servers may confirm a join before their subscription has reached Redis. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RedisTarget target;
    private final Duration timeout;
    private final RoomNames names;
    private final TreeMap<String, TreeMap<String, Long>> seen = new TreeMap<>();
    /** By sender and room: on which of several independent servers. */
    private final TreeMap<String, TreeMap<String, TreeSet<Integer>>> servers = new TreeMap<>();

    private final List<RoomEar> byPattern = new ArrayList<>();
    private final Map<Endpoint, RoomEar> byShard = new HashMap<>();
    /** Counted down when messages count: from then on nothing is subscribed to any more. */
    private final CountDownLatch measuring = new CountDownLatch(1);

    /** Counted down when what is published by classic means is heard, or never will be. */
    private final CountDownLatch listening = new CountDownLatch(1);

    private final CountDownLatch subscribed = new CountDownLatch(1);
    private boolean started;
    private boolean ended;
    private boolean late;
    private volatile String trouble = "";

    RoomWatch(RedisTarget target, Duration timeout, RoomNames names) {
        this.target = target;
        this.timeout = timeout;
        this.names = names;
    }

    /**
     * Begins to listen, beside the caller.
     *
     * @return false if it has begun before
     */
    boolean start() {
        if (started) {
            return false;
        }
        started = true;
        Set<String> rooms = Set.copyOf(names.rooms());
        Thread thread = new Thread(() -> subscribe(rooms), "wsctl-room-watch");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    /** Returns when Redis has confirmed the patterns, when it is certain that it won't, or after the timeout. */
    void awaitListening() {
        try {
            listening.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Messages count from now on: whoever is not listening yet misses some. */
    synchronized void expectMessages() {
        late = byPattern.isEmpty() || !ears().stream().allMatch(RoomEar::stands);
        measuring.countDown();
    }

    /**
     * Shard channels that have one subscriber more because of this. To be asked when messages count: waits until Redis has
     * confirmed them.
     */
    Set<String> shardChannels() {
        try {
            subscribed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Set<String> channels = new HashSet<>();
        synchronized (this) {
            byShard.values().forEach(ear -> channels.addAll(ear.standing()));
        }
        return channels;
    }

    /** Ends the listening, behind the last message that was published before. */
    void end() {
        List<RoomEar> ears;
        synchronized (this) {
            ended = true;
            measuring.countDown();
            ears = ears();
        }
        Deadline deadline = Deadline.after(timeout);
        ears.forEach(RoomEar::leave);
        ears.forEach(ear -> ear.awaitEnd(deadline));
        for (RoomEar ear : ears) {
            trouble = trouble.isEmpty() ? ear.trouble() : trouble;
        }
    }

    /** What was heard, by who sent it. */
    List<Publication> seen() {
        List<Publication> publications = new ArrayList<>();
        synchronized (seen) {
            seen.forEach((from, families) ->
                    families.forEach((family, messages) -> publications.add(new Publication(from, family, messages))));
        }
        return publications;
    }

    /** Where it was heard; empty where there is only one server. */
    List<Home> homes() {
        List<RedisTarget> all = target.servers();
        if (all.size() == 1) {
            return List.of();
        }
        List<String> rooms = List.copyOf(names.rooms());
        List<Home> homes = new ArrayList<>();
        synchronized (seen) {
            servers.forEach((from, byRoom) -> byRoom.forEach((room, numbers) -> numbers.forEach(number -> {
                String address = all.get(number).endpoints().get(0).display();
                homes.add(new Home(from, rooms.indexOf(room) + 1, address));
            })));
        }
        return homes;
    }

    /** Why messages may have been missed; none if all were seen. */
    synchronized List<String> gaps() {
        if (!trouble.isEmpty()) {
            return List.of("what is published was not watched: " + trouble);
        }
        return late ? List.of("what is published was watched too late: Redis answered slowly") : List.of();
    }

    private List<RoomEar> ears() {
        List<RoomEar> ears = new ArrayList<>(byPattern);
        ears.addAll(byShard.values());
        return ears;
    }

    private void subscribe(Set<String> rooms) {
        // What the ears listen to has connections of its own, which outlive this source.
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            List<RedisNode> nodes = source.answeringNodes();
            toPatterns(source, nodes, rooms);
            awaitStanding();
            listening.countDown();
            do {
                nodes.forEach(node -> node.deadline(Deadline.after(timeout)));
            } while (toShards(source, nodes, rooms) && !measuring.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            awaitStanding();
        } catch (WsctlException e) {
            trouble = e.what();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening.countDown();
            subscribed.countDown();
        }
    }

    private void awaitStanding() throws InterruptedException {
        List<RoomEar> ears;
        synchronized (this) {
            ears = ears();
        }
        Deadline deadline = Deadline.after(timeout);
        for (RoomEar ear : ears) {
            ear.awaitStanding(deadline);
        }
    }

    /** One node of each server: in a cluster it is told what is published on any other. */
    private void toPatterns(RedisSource source, List<RedisNode> nodes, Set<String> rooms) {
        Set<Integer> servers = new HashSet<>();
        for (RedisNode node : nodes) {
            if (servers.add(source.serverOf(node))) {
                RoomEar ear = ear(source, node, false, rooms);
                synchronized (this) {
                    if (ended) {
                        ear.close();
                        return;
                    }
                    byPattern.add(ear);
                }
                ear.subscribe(rooms.stream().map(room -> "*" + room + "*").toList());
            }
        }
    }

    /** @return whether looking again may find more */
    private boolean toShards(RedisSource source, List<RedisNode> nodes, Set<String> rooms) {
        for (RedisNode node : nodes) {
            List<String[]> questions = rooms.stream()
                    .map(room -> new String[] {"PUBSUB", "SHARDCHANNELS", "*" + room + "*"})
                    .toList();
            for (Object channels : node.callAll(questions)) {
                if (!(channels instanceof List<?> names)) {
                    // Redis 6 has none; where nobody may ask, counting subscribers says so.
                    return false;
                }
                for (Object name : names) {
                    toShard(source, node, String.valueOf(name), rooms);
                }
            }
        }
        return true;
    }

    private void toShard(RedisSource source, RedisNode node, String channel, Set<String> rooms) {
        RedisNode owner = source.ownerOf(channel, node);
        RoomEar ear = byShard.get(owner.endpoint());
        if (ear == null) {
            ear = ear(source, owner, true, rooms);
        }
        synchronized (this) {
            if (measuring.getCount() == 0) {
                if (byShard.get(owner.endpoint()) != ear) {
                    ear.close();
                }
                return;
            }
            byShard.put(owner.endpoint(), ear);
            ear.subscribe(Set.of(channel));
        }
    }

    private RoomEar ear(RedisSource source, RedisNode node, boolean shard, Set<String> rooms) {
        int server = source.serverOf(node);
        return RoomEar.on(source.dropped(node), shard, (channel, message) -> heard(server, rooms, channel, message));
    }

    private void heard(int server, Set<String> rooms, String channel, String message) {
        OptionalInt sender = Marker.senderIn(message);
        String from = sender.isPresent() ? names.targetOf(sender.getAsInt()) : "";
        for (String room : rooms) {
            if (channel.contains(room)) {
                synchronized (seen) {
                    seen.computeIfAbsent(from, name -> new TreeMap<>())
                            .merge(RoomSubscriptions.family(channel, room), 1L, Long::sum);
                    servers.computeIfAbsent(from, name -> new TreeMap<>())
                            .computeIfAbsent(room, name -> new TreeSet<>())
                            .add(server);
                }
                return;
            }
        }
    }
}
