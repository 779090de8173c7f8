package dev.wsctl.cli.connect;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.Reaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From opening to closing: joins, does what the protocol demands, and tells everything else as events. */
final class Connection implements Link.Listener {
    private static final int SHOWN_BYTES = 32;

    private final Phrases phrases;
    private final Phrases.Target target;
    private final Consumer<Event> events;
    private final long begunNanos = System.nanoTime();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final Replies replies = new Replies();
    private final Map<Long, Long> pings = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "keep-alive");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Link link;
    private volatile boolean closing;
    private volatile long openNanos;
    private long nextPing;

    /** @param events called from the connection's thread, in order; must return soon */
    Connection(Phrases phrases, Phrases.Target target, Consumer<Event> events) {
        this.phrases = phrases;
        this.target = target;
        this.events = events;
    }

    /** Waits until the server has confirmed the join, where the dialect knows how it does. */
    void awaitJoined(Duration timeout) throws InterruptedException {
        try {
            joined.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new WsctlException(
                    ExitCode.CRITICAL,
                    LinkFailure.where(target.url()) + " did not let us join: "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    "--room, --name and --dialect as this server wants them");
        } catch (TimeoutException e) {
            throw new WsctlException(
                    ExitCode.CRITICAL,
                    LinkFailure.where(target.url()) + " did not confirm the join within " + timeout.toMillis() + " ms",
                    "is --dialect right? --dialect raw joins nothing");
        }
    }

    @Override
    public void opened(Link opened, String subprotocol) {
        link = opened;
        openNanos = System.nanoTime();
        Duration took = Duration.ofNanos(openNanos - begunNanos);
        events.accept(new Event.Opened(Instant.now(), LinkFailure.where(target.url()), took, subprotocol));
        for (String frame : phrases.joinFrames()) {
            sendOrGiveUp(frame);
        }
        if (phrases.joinsSilently()) {
            joined.complete(null);
        }
        phrases.keepAlive().ifPresent(this::keepAlive);
    }

    private void keepAlive(KeepAlive keepAlive) {
        long every = keepAlive.every().toMillis();
        timer.scheduleAtFixedRate(() -> sendOrGiveUp(keepAlive.frame()), every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void text(String text) {
        long now = System.nanoTime();
        boolean before = !joined.isDone();
        Reaction reaction = phrases.react(text);
        if (reaction instanceof Reaction.Send send) {
            sendOrGiveUp(send.frame());
        }
        Duration roundTrip;
        synchronized (replies) {
            roundTrip = replies.roundTrip(text, now);
        }
        // An event that wants to be acknowledged is a message all the same.
        boolean demanded = reaction instanceof Reaction.Send && text.indexOf('[') < 0;
        events.accept(new Event.Received(Instant.now(), text, roundTrip, before || demanded));
        if (reaction instanceof Reaction.GiveUp giveUp) {
            joined.completeExceptionally(new IOException(giveUp.reason()));
            close(1000, "");
        } else if (before) {
            answered(text, now);
        }
    }

    /** Something came before we have joined. */
    private void answered(String text, long now) {
        if (phrases.meansJoined(text)) {
            events.accept(new Event.Joined(Instant.now(), target.room(), Duration.ofNanos(now - openNanos)));
            joined.complete(null);
        } else {
            phrases.refusal(text).ifPresent(why -> {
                joined.completeExceptionally(new IOException(why.isEmpty() ? "it gives no reason" : why));
                close(1000, "");
            });
        }
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        byte[] first = new byte[Math.min(SHOWN_BYTES, bytes.remaining())];
        int length = bytes.remaining();
        bytes.get(first);
        events.accept(new Event.Bytes(Instant.now(), length, HexFormat.of().formatHex(first)));
    }

    @Override
    public void pong(ByteBuffer payload) {
        long now = System.nanoTime();
        Long sent = null;
        if (payload.remaining() == Long.BYTES) {
            synchronized (pings) {
                sent = pings.remove(payload.getLong());
            }
        }
        events.accept(new Event.Pong(Instant.now(), sent == null ? null : Duration.ofNanos(now - sent)));
    }

    @Override
    public void closed(int code, String reason) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        timer.shutdownNow();
        String why = reason.isEmpty() ? "" : ", " + reason;
        joined.completeExceptionally(new IOException(
                "closed with " + code + ", " + CloseMeaning.of(code).meaning() + why));
        events.accept(new Event.Closed(Instant.now(), code, reason, !closing));
        ended.complete(null);
    }

    /** In the dialect's envelope. */
    void say(String text) {
        synchronized (replies) {
            replies.sent(text, System.nanoTime());
        }
        send(phrases.saying(text));
    }

    /** As it stands. */
    void raw(String frame) {
        synchronized (replies) {
            replies.sent(frame, System.nanoTime());
        }
        send(frame);
    }

    void ping() {
        ByteBuffer payload = ByteBuffer.allocate(Long.BYTES);
        synchronized (pings) {
            pings.put(nextPing, System.nanoTime());
            payload.putLong(nextPing++).flip();
        }
        try {
            link().ping(payload);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    void close(int code, String reason) {
        closing = true;
        Link open = link;
        if (open != null) {
            open.close(code, reason);
        }
    }

    boolean open() {
        return link != null && !told.get();
    }

    /** Lets the server answer the close frame. */
    void awaitEnd(Duration patience) throws InterruptedException {
        try {
            ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException leftBehind) {
            // The process ends, and the connection with it.
        }
    }

    private Link link() throws IOException {
        Link open = link;
        if (open == null) {
            throw new IOException("it is not open");
        }
        return open;
    }

    private void send(String frame) {
        try {
            link().send(frame);
        } catch (IOException | IllegalStateException e) {
            throw lost(e);
        }
    }

    private void sendOrGiveUp(String frame) {
        try {
            link().send(frame);
        } catch (IOException | IllegalStateException e) {
            // The end of the connection is told by itself.
            joined.completeExceptionally(e);
        }
    }

    private WsctlException lost(Exception e) {
        return new WsctlException(
                ExitCode.CRITICAL,
                "nothing can be sent to " + LinkFailure.where(target.url()) + ": " + e.getMessage(),
                "connect again");
    }
}
