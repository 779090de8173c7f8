package dev.wsctl.cli.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A few people who chat while the story is told: real WebSocket clients, of the JDK rather than of our own engine. */
public final class Guests implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Guest> guests = new ArrayList<>();

    /** One of them. */
    public static final class Guest implements WebSocket.Listener {
        private final String name;
        private final String room;
        private final Instance instance;
        private final StringBuilder partial = new StringBuilder();
        private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Void> joined = new CompletableFuture<>();
        private volatile boolean gone;

        private Guest(String name, String room, Instance instance) {
            this.name = name;
            this.room = room;
            this.instance = instance;
        }

        public String name() {
            return name;
        }

        public String room() {
            return room;
        }

        public Instance instance() {
            return instance;
        }

        /** Whether a message with this text has arrived. */
        public boolean heard(String text) {
            return heard.stream().anyMatch(message -> message.contains(text));
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
                joined.complete(null);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            gone = true;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            gone = true;
            joined.completeExceptionally(error);
        }
    }

    private record Seat(Guest guest, WebSocket socket) {}

    private final List<Seat> seats = new ArrayList<>();

    /** Lets everyone in; returns when all have joined. */
    public static Guests invite(List<String> names, List<String> rooms, List<Instance> instances) {
        Guests guests = new Guests();
        try {
            for (int i = 0; i < names.size(); i++) {
                // Neighbours in the list sit on different instances, and every room spans all of them.
                guests.seat(new Guest(
                        names.get(i),
                        rooms.get(i / instances.size() % rooms.size()),
                        instances.get(i % instances.size())));
            }
            for (Guest guest : guests.guests) {
                guest.joined.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            }
            return guests;
        } catch (Exception e) {
            guests.close();
            throw new IllegalStateException("the guests could not join: " + e, e);
        }
    }

    private void seat(Guest guest) {
        URI url = URI.create(guest.instance.webSocket() + "?room=" + guest.room + "&username=" + guest.name
                + "&client_id=" + guest.name);
        WebSocket socket = client.newWebSocketBuilder()
                .connectTimeout(DEADLINE)
                .buildAsync(url, guest)
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
        guests.add(guest);
        seats.add(new Seat(guest, socket));
    }

    public int size() {
        return guests.size();
    }

    /** Those in the room of the first one, the first one first. */
    public List<Guest> firstRoom() {
        return guests.stream()
                .filter(guest -> guest.room.equals(guests.get(0).room))
                .toList();
    }

    public void say(Guest speaker, String text) {
        seats.stream()
                .filter(seat -> seat.guest == speaker)
                .forEach(seat -> seat.socket
                        .sendText(text, true)
                        .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                        .join());
    }

    /** How many are still connected. */
    public int present() {
        return (int) guests.stream().filter(guest -> !guest.gone).count();
    }

    @Override
    public void close() {
        for (Seat seat : seats) {
            try {
                seat.socket
                        .sendClose(WebSocket.NORMAL_CLOSURE, "")
                        .orTimeout(1, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException alreadyGone) {
                seat.socket.abort();
            }
        }
    }
}
