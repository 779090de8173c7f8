package dev.wsctl.server.room;

import dev.wsctl.server.metrics.Histogram;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop's half of the fan-out: takes what has come in, and writes it to the loop's members. */
public final class FanOut implements Runnable {

    /** Joined writes larger than this gain nothing: a socket buffer does not hold more. */
    private static final int JOINED_BYTES = 128 * 1024;

    /** One wake-up in so many is timed: asking for the time twice is not free where a wake-up serves few members. */
    private static final int TIMED = 8;

    /** Where messages share writes, the loop rests for so many times the time that writing took, and never longer than this. */
    private static final int REST = 8;

    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    private final SingleThreadEventLoop loop;
    private final int index;
    private final SocketOutput output;
    private final QueueLimits limits;
    private final ByteBufAllocator allocator;
    private final Inbox inbox = new Inbox();
    private final Histogram delays = new Histogram();
    private final List<MemberList> touched = new ArrayList<>();
    private final List<Member> slow = new ArrayList<>();
    /** Members that leave out what they have had, in the order in which that ends. */
    private final Deque<Member> settling = new ArrayDeque<>();

    // Written by the loop alone, read by anyone.
    private volatile FanOutCounts published = FanOutCounts.NONE;
    private long deliveries;
    private long writes;
    private long dropped;
    private long slowReaders;
    private long overCapacity;
    private long expired;

    /** By {@link System#nanoTime}; means something while it rests. */
    private long restsUntilNanos;

    private boolean rests;

    // Written by whoever wakes the loop, read by the loop before it takes what made it wake; nobody else wakes it
    // before.
    private int wakeUps;
    private long wokenNanos;

    /** @param index this loop's place among all, from 0 */
    public FanOut(
            SingleThreadEventLoop loop,
            int index,
            SocketOutput output,
            QueueLimits limits,
            ByteBufAllocator allocator) {
        this.loop = loop;
        this.index = index;
        this.output = output;
        this.limits = limits;
        this.allocator = allocator;
    }

    int index() {
        return index;
    }

    SocketOutput output() {
        return output;
    }

    QueueLimits limits() {
        return limits;
    }

    boolean isThisThread() {
        return loop.inEventLoop();
    }

    /**
     * From any thread. Wakes the loop only if nobody has since it last took everything. The loop gets to it at the end
     * of its turn: what its own connections said in that turn is then in the inbox too, and shares a write.
     */
    void put(Delivery delivery) {
        if (inbox.put(delivery)) {
            wokenNanos = ++wakeUps % TIMED == 0 ? System.nanoTime() : 0;
            loop.executeAfterEventLoopIteration(this);
        }
    }

    /** Now, or once the loop has rested: until then what comes in is not taken, and wakes nobody. */
    @Override
    public void run() {
        long rest = rests ? restsUntilNanos - System.nanoTime() : 0;
        if (rest > 0) {
            var unused = loop.schedule(this::deliverAll, rest, TimeUnit.NANOSECONDS);
        } else {
            deliverAll();
        }
    }

    private void deliverAll() {
        long woken = wokenNanos;
        int taken = takeAll();
        // Only where messages share writes: asking for the time is not free where a turn serves few members.
        long began = taken > touched.size() ? System.nanoTime() : 0;
        long deliveriesBefore = deliveries;
        long writesBefore = writes;
        for (MemberList members : touched) {
            Delivery first = members.waiting;
            members.waiting = null;
            members.lastWaiting = null;
            deliver(members, first);
        }
        touched.clear();
        rests = began != 0 && 2 * (deliveries - deliveriesBefore) > 3 * (writes - writesBefore);
        if (rests) {
            rest(began, System.nanoTime());
        }
        if (woken != 0) {
            delays.record(System.nanoTime() - woken);
        }
    }

    /**
     * Messages come faster than they are written one by one: more may gather before the next turn of writing. That makes up
     * for itself, since a write costs about the same whether it carries one message or five; and a loop that has nothing to
     * join never rests.
     */
    private void rest(long beganNanos, long endedNanos) {
        restsUntilNanos = endedNanos + Math.min(LONGEST_REST_NANOS, REST * (endedNanos - beganNanos));
    }

    /** Groups all that has come in by room; returns how many messages that are. */
    private int takeAll() {
        int taken = 0;
        Delivery delivery = inbox.takeAll();
        while (delivery != null) {
            Delivery next = delivery.next;
            delivery.next = null;
            append(delivery);
            delivery = next;
            taken++;
        }
        return taken;
    }

    /** Groups by room; the order within a room stays. */
    private void append(Delivery delivery) {
        MemberList members = delivery.room.on(index);
        Delivery last = members.lastWaiting;
        if (last == null) {
            members.waiting = delivery;
            touched.add(members);
        } else {
            last.next = delivery;
        }
        members.lastWaiting = delivery;
    }

    private void deliver(MemberList members, @Nullable Delivery first) {
        Delivery delivery = first;
        while (delivery != null) {
            if (delivery.next == null) {
                write(members, delivery.frame, 1);
                return;
            }
            ByteBuf joined = allocator.directBuffer(lengthOf(delivery));
            int messages = 0;
            do {
                // By index: other loops read the same buffer at the same time, so its reader index must not move.
                ByteBuf frame = delivery.frame;
                joined.writeBytes(frame, frame.readerIndex(), frame.readableBytes());
                delivery.frame.release();
                messages++;
                delivery = delivery.next;
            } while (delivery != null && joined.readableBytes() + delivery.frame.readableBytes() <= JOINED_BYTES);
            write(members, joined, messages);
        }
    }

    private static int lengthOf(Delivery first) {
        int length = 0;
        for (Delivery d = first; d != null && length <= JOINED_BYTES; d = d.next) {
            length += d.frame.readableBytes();
        }
        return Math.max(length, 1);
    }

    private void write(MemberList members, ByteBuf frames, int messages) {
        int taken = 0;
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).send(frames, messages)) {
                taken++;
            }
        }
        frames.release();
        writes += taken;
        deliveries += (long) taken * messages;
    }

    /** Gives up members that take too long, and publishes the figures. Call it about every second. */
    public void tick(long nowNanos) {
        for (int i = slow.size() - 1; i >= 0; i--) {
            slow.get(i).checkAge(nowNanos);
        }
        while (!settling.isEmpty() && settling.element().hasSettled(nowNanos)) {
            settling.remove();
        }
        long messages = 0;
        long bytes = 0;
        for (Member member : slow) {
            messages += member.waitingMessages();
            bytes += member.waitingBytes();
        }
        published = new FanOutCounts(
                deliveries, writes, dropped, slowReaders, slow.size(), messages, bytes, overCapacity, expired);
    }

    void addSlow(Member member) {
        slow.add(member);
    }

    void addSettling(Member member) {
        settling.add(member);
    }

    void removeSlow(Member member) {
        slow.remove(member);
    }

    void countDropped(int messages) {
        dropped += messages;
    }

    /** Messages that waited when one too many came. */
    void countOverCapacity(int messages) {
        overCapacity += messages;
    }

    /** Messages that waited when the oldest had waited too long. */
    void countExpired(int messages) {
        expired += messages;
    }

    void countSlowReader() {
        slowReaders++;
    }

    /** How long a message takes from being handed to this loop to having been written to its last member here; a sample. */
    Histogram delays() {
        return delays;
    }

    /** As of the last {@link #tick}. */
    public FanOutCounts counts() {
        return published;
    }
}
