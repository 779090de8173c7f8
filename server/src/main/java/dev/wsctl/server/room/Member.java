package dev.wsctl.server.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection's place in a room. Everything but the identity belongs to the channel's event loop. */
public final class Member {

    /** Written in one go when a socket that was full takes data again. */
    private static final int DRAIN_BYTES = 64 * 1024;

    private static final int NOT_ADMITTED = -1;
    /** Longer than a publisher tries. */
    private static final long CROSSING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int CATCHING_UP_MESSAGES = 20_000;
    private static final QueueLimits CATCHING_UP = new QueueLimits(16 << 20, TimeUnit.SECONDS.toNanos(60));

    private final Channel channel;
    private final FanOut fanOut;
    private final Room room;
    private final String username;
    private final String clientId;
    private final boolean announced;
    private final Consumer<Member> whenTooSlow;

    private @Nullable Backlog backlog;
    private boolean deaf;
    private boolean catchingUp;
    /** Gets what it has missed, since then. */
    private boolean replaying;

    private long replayingSinceNanos;
    private @Nullable Set<String> had;
    private long hadUntilNanos;
    int index = NOT_ADMITTED;

    /**
     * @param room from {@link Rooms#enter}
     * @param announced whether the others are told of its coming and going
     * @param whenTooSlow called once when more waits than the limits allow; what waited is dropped by then
     */
    public Member(
            Channel channel,
            FanOut fanOut,
            Room room,
            String username,
            String clientId,
            boolean announced,
            Consumer<Member> whenTooSlow) {
        this.channel = channel;
        this.fanOut = fanOut;
        this.room = room;
        this.username = username;
        this.clientId = clientId;
        this.announced = announced;
        this.whenTooSlow = whenTooSlow;
    }

    public Room room() {
        return room;
    }

    public String username() {
        return username;
    }

    public String clientId() {
        return clientId;
    }

    public boolean isAnnounced() {
        return announced;
    }

    FanOut fanOut() {
        return fanOut;
    }

    boolean isAdmitted() {
        return index != NOT_ADMITTED;
    }

    void forgetIndex() {
        index = NOT_ADMITTED;
    }

    /**
     * Sends complete frames to this member, in order with all other sends.
     *
     * @param frames stays the caller's
     * @param messages how many messages the frames are
     * @return false if nothing is sent to it any more
     */
    public boolean send(ByteBuf frames, int messages) {
        if (deaf) {
            return false;
        }
        if (had != null) {
            sendWithout(had, frames, messages);
        } else {
            pass(frames, messages);
        }
        return true;
    }

    private void sendWithout(Set<String> ids, ByteBuf frames, int messages) {
        if (hasSettled(System.nanoTime())) {
            pass(frames, messages);
            return;
        }
        ByteBuf rest = channel.alloc().directBuffer(frames.readableBytes());
        int kept = TextFrame.copyWithout(ids, frames, rest);
        if (kept > 0) {
            pass(rest, kept);
        }
        rest.release();
    }

    /** Whether nothing is left out any more of what is sent. */
    boolean hasSettled(long nowNanos) {
        if (had != null && nowNanos - hadUntilNanos > 0) {
            had = null;
        }
        return had == null;
    }

    private void pass(ByteBuf frames, int messages) {
        Backlog waiting = backlog;
        if (waiting == null) {
            if (!fanOut.output().write(channel, frames)) {
                backlog = new Backlog();
                fanOut.addSlow(this);
                drainWhenFlushed();
            }
            return;
        }
        waiting.add(frames, messages, System.nanoTime());
        if (exceeds(waiting)) {
            fanOut.countOverCapacity(waiting.messages());
            giveUp();
        }
    }

    /** What waits while a member gets what it missed is no fault of its own. */
    private boolean exceeds(Backlog waiting) {
        return catchingUp
                ? waiting.exceeds(CATCHING_UP_MESSAGES, CATCHING_UP)
                : waiting.exceeds(room.capacity(), fanOut.limits());
    }

    /** From now on what is sent waits, within wider limits, until {@link #resume} and until that has been sent. */
    public void hold() {
        if (!deaf && backlog == null) {
            catchingUp = true;
            replaying = true;
            replayingSinceNanos = System.nanoTime();
            backlog = new Backlog();
            fanOut.addSlow(this);
        }
    }

    /**
     * Sends what has waited, and goes on. A message that was in the stream when that was read may still be on its way
     * through Redis: for a while, what the member has had is left out.
     *
     * @param known ids of messages this member has had already
     */
    public void resume(Set<String> known) {
        replaying = false;
        if (!known.isEmpty()) {
            had = known;
            hadUntilNanos = System.nanoTime() + CROSSING_NANOS;
            fanOut.addSettling(this);
        }
        Backlog waiting = backlog;
        if (waiting != null) {
            waiting.leaveOut(known, channel.alloc());
            drain();
        }
    }

    /** Sends nothing any more; what waits is dropped and counted. */
    public void stopSending() {
        deaf = true;
        had = null;
        Backlog waiting = backlog;
        if (waiting != null) {
            fanOut.countDropped(waiting.clear());
            backlog = null;
            fanOut.removeSlow(this);
        }
    }

    /** Sends one last frame behind all that waits, and nothing after it. */
    public void sendLast(ByteBuf frame) {
        send(frame, 1);
        deaf = true;
    }

    int waitingMessages() {
        return backlog == null ? 0 : backlog.messages();
    }

    long waitingBytes() {
        return backlog == null ? 0 : backlog.bytes();
    }

    void checkAge(long nowNanos) {
        Backlog waiting = backlog;
        if (waiting == null) {
            return;
        }
        // What it has missed is held for it too, though nothing new may wait.
        boolean neverTaken = replaying && nowNanos - replayingSinceNanos > CATCHING_UP.ageNanos();
        if (neverTaken || waiting.isOlderThan((catchingUp ? CATCHING_UP : fanOut.limits()).ageNanos(), nowNanos)) {
            fanOut.countExpired(waiting.messages());
            giveUp();
        }
    }

    private void giveUp() {
        boolean first = !deaf;
        fanOut.countSlowReader();
        stopSending();
        if (first) {
            whenTooSlow.accept(this);
        } else {
            // It did not even take its last frame in time.
            channel.close();
        }
    }

    /** An empty write completes when everything before it has left the channel. */
    private void drainWhenFlushed() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (done.isSuccess()) {
                drain();
            } else {
                stopSending();
            }
        });
    }

    private void drain() {
        Backlog waiting = backlog;
        if (waiting == null) {
            return;
        }
        if (waiting.isEmpty()) {
            catchingUp = false;
            backlog = null;
            fanOut.removeSlow(this);
            return;
        }
        // Unflushed writes gather: the channel sends them with one writev(2).
        int taken = 0;
        while (!waiting.isEmpty() && taken < DRAIN_BYTES) {
            ByteBuf frames = waiting.remove();
            taken += frames.readableBytes();
            channel.write(frames, channel.voidPromise());
        }
        drainWhenFlushed();
    }

    @Override
    public String toString() {
        return "Member[" + room.name() + ", index " + index + "]";
    }
}
