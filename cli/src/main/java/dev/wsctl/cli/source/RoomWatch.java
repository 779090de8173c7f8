package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification.Publication;
import dev.wsctl.load.dialect.Marker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what is published for some rooms, and by whom. By pattern, never by name: pattern subscribers are not among
 * those that applications count (PUBSUB NUMSUB) and wait for.
 */
final class RoomWatch {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final RedisTarget target;
    private final Duration timeout;
    private final RoomNames names;
    private final TreeMap<String, TreeMap<String, Long>> seen = new TreeMap<>();
    private @Nullable CompletableFuture<Void> listening;
    private volatile @Nullable RedisNode line;
    private volatile boolean subscribed;
    private volatile boolean ended;
    private volatile boolean late;
    private volatile String trouble = "";

    RoomWatch(RedisTarget target, Duration timeout, RoomNames names) {
        this.target = target;
        this.timeout = timeout;
        this.names = names;
    }

    /** Begins to listen, beside the caller. */
    void start() {
        if (listening == null) {
            Set<String> rooms = Set.copyOf(names.rooms());
            listening = CompletableFuture.runAsync(() -> listen(rooms));
        }
    }

    /** Messages count from now on: whoever is not listening yet misses some. */
    void expectMessages() {
        late |= !subscribed;
    }

    /** What was seen; ends the listening. */
    List<Publication> end() {
        ended = true;
        CompletableFuture<Void> task = listening;
        RedisNode node = line;
        if (task == null) {
            return List.of();
        }
        if (node != null && subscribed) {
            try {
                // One thread may send while another receives; the answer comes behind the last message.
                node.connection().send("PUNSUBSCRIBE");
            } catch (IOException e) {
                trouble = "listening to Redis ended early";
            }
        }
        try {
            task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            trouble = "Redis did not answer in time";
            if (node != null) {
                node.close();
            }
        } catch (ExecutionException e) {
            trouble = "listening to Redis failed: " + e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = "interrupted";
        }
        List<Publication> publications = new ArrayList<>();
        synchronized (seen) {
            seen.forEach((from, families) ->
                    families.forEach((family, messages) -> publications.add(new Publication(from, family, messages))));
        }
        return publications;
    }

    /** Why messages may have been missed; none if all were seen. */
    List<String> gaps() {
        if (!trouble.isEmpty()) {
            return List.of("what is published was not watched: " + trouble);
        }
        return late ? List.of("what is published was watched too late: Redis answered slowly") : List.of();
    }

    private void listen(Set<String> rooms) {
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            RedisNode node = source.connect();
            List<String> command = new ArrayList<>(List.of("PSUBSCRIBE"));
            rooms.forEach(room -> command.add("*" + room + "*"));
            node.call(command.toArray(String[]::new));
            for (int i = 1; i < rooms.size(); i++) {
                node.connection().receive();
            }
            node.deadline(Deadline.after(LONGEST));
            line = node;
            subscribed = true;
            // Whoever ended this earlier could not say so to Redis.
            if (ended) {
                return;
            }
            while (take(node.connection().receive(), rooms)) {}
        } catch (WsctlException e) {
            trouble = e.what();
        } catch (IOException e) {
            trouble = "the connection to Redis was lost";
        }
    }

    /** @return whether more may come */
    private boolean take(@Nullable Object reply, Set<String> rooms) {
        if (!(reply instanceof List<?> parts) || parts.size() < 3) {
            return true;
        }
        if ("punsubscribe".equals(parts.get(0))) {
            return !Long.valueOf(0).equals(parts.get(2));
        }
        if ("pmessage".equals(parts.get(0)) && parts.size() == 4) {
            String channel = String.valueOf(parts.get(2));
            OptionalInt sender = Marker.senderIn(String.valueOf(parts.get(3)));
            String from = sender.isPresent() ? names.targetOf(sender.getAsInt()) : "";
            for (String room : rooms) {
                if (channel.contains(room)) {
                    synchronized (seen) {
                        seen.computeIfAbsent(from, name -> new TreeMap<>())
                                .merge(RoomSubscriptions.family(channel, room), 1L, Long::sum);
                    }
                    break;
                }
            }
        }
        return true;
    }
}
