package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.Member;
import dev.wsctl.load.dialect.Reaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from connect to close: the only handler in its pipeline (but for TLS), below any codec, because a
 * message must cost as little as reading it. Everything happens on its event loop.
 */
// A failed write or close ends in channelInactive or exceptionCaught: its future adds nothing.
@SuppressWarnings("FutureReturnValueIgnored")
final class Client extends ChannelInboundHandlerAdapter implements FrameReader.Sink {

    private enum State {
        NEW,
        OPENING,
        JOINING,
        JOINED,
        /** A close frame came: nothing more is read, and the end is counted already. */
        LEAVING,
        GONE
    }

    final int number;
    /** The number within its room. */
    final int member;

    final int target;
    final Worker worker;
    /** Set when sending begins, for those that have joined by then. */
    @Nullable Room room;
    /** Measured messages this client has sent, and the number of the first of them. */
    long sent;

    long firstMeasured;
    /** Messages that wait for the server to read; null for none. */
    Backlog.@Nullable Waiting waiting;

    /** Something was done to it, or its connection ended, since the last disturbance began. */
    boolean touched;

    final ReadBudget reads;
    final Attendance attendance = new Attendance();
    private @Nullable Impairment impairment;
    private State state = State.NEW;
    private final FrameReader frames = new FrameReader();
    private @Nullable Channel channel;
    private @Nullable Opening opening;
    private @Nullable Envelope envelope;
    private @Nullable Future<?> timeout;
    private long startedNanos;
    private long connectedNanos;
    private boolean compressed;

    Client(int number, int member, int target, Worker worker) {
        this.number = number;
        this.member = member;
        this.target = target;
        this.worker = worker;
        reads = new ReadBudget(worker.readBuffer);
    }

    /** A member's connections follow each other; what an earlier one has still to say is passed over. */
    @Override
    public boolean isSharable() {
        return true;
    }

    private boolean isStale(ChannelHandlerContext ctx) {
        return ctx.channel() != channel;
    }

    /** Begins to connect; how it ends is told to the worker. */
    void open() {
        state = State.OPENING;
        startedNanos = System.nanoTime();
        Member identity = worker.run.identity(this);
        URI url = worker.run.plan().dialect().url(identity);
        opening = new Opening(url, worker.run.wish(identity), worker.random());
        timeout = worker.loop.schedule(
                this::timeUp, worker.run.plan().connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        ChannelFuture connecting = worker.connect(this, url);
        channel = connecting.channel();
        connecting.addListener(done -> {
            Throwable cause = done.cause();
            if (cause != null && channel == connecting.channel()) {
                fail(Reasons.of(cause));
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (opening != null && !isStale(ctx)) {
            connectedNanos = System.nanoTime();
            worker.recorder.tcp.recordValue(Recorder.bounded(connectedNanos - startedNanos));
            ctx.writeAndFlush(Unpooled.wrappedBuffer(opening.request()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        try {
            if (isStale(ctx)) {
                return;
            }
            if (state == State.JOINED || state == State.JOINING) {
                worker.clock.read();
                frames.read(in, ctx.alloc(), this);
            } else if (state == State.OPENING && opening != null && opening.read(in)) {
                upgraded(ctx, opening);
            }
        } catch (ProtocolViolation e) {
            fail(String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
        worker.sendDue();
    }

    private void upgraded(ChannelHandlerContext ctx, Opening answered) throws ProtocolViolation {
        opening = null;
        worker.recorder.handshake.recordValue(Recorder.bounded(System.nanoTime() - connectedNanos));
        Compression agreed = answered.compression();
        compressed = agreed != null;
        if (agreed != null) {
            frames.inflate(agreed, worker.inflation());
        }
        state = State.JOINING;
        for (String frame : worker.run.plan().dialect().joinFrames(worker.run.identity(this))) {
            ctx.write(worker.writer.text(ctx.alloc(), frame));
        }
        ctx.flush();
        if (worker.run.whenJoined() == null) {
            joined();
        }
        worker.clock.read();
        frames.read(answered.rest(), ctx.alloc(), this);
    }

    private void joined() {
        state = State.JOINED;
        attendance.joined();
        cancelTimeout();
        worker.joined(this, System.nanoTime() - startedNanos);
        if (impairment != null && channel != null) {
            impairment.apply(channel, reads);
        }
    }

    @Override
    public void message(ByteBuf in, int from, int end) {
        if (worker.run.plan().dialect().concerns(in, from, end)) {
            react(in.toString(from, end - from, StandardCharsets.UTF_8));
        }
        if (state == State.JOINED) {
            worker.message(this, in, from, end);
        } else if (state == State.JOINING) {
            answered(in.toString(from, end - from, StandardCharsets.UTF_8));
        }
    }

    /** Something came before the member has joined. */
    private void answered(String frame) {
        Condition wanted = worker.run.whenJoined();
        if (wanted != null && wanted.isMetBy(frame)) {
            joined();
        } else {
            worker.run
                    .plan()
                    .dialect()
                    .refusal(frame)
                    .ifPresent(why -> fail("the server does not let it join"
                            + (why.isEmpty() ? ", and gives no reason" : ": " + Opening.shown(why))));
        }
    }

    private void react(String frame) {
        Reaction reaction = worker.run.plan().dialect().react(worker.run.identity(this), frame);
        if (reaction instanceof Reaction.GiveUp giveUp) {
            fail(Opening.shown(giveUp.reason()));
        } else if (reaction instanceof Reaction.Send send && channel != null) {
            write(worker.writer.text(channel.alloc(), send.frame()));
        } else if (reaction instanceof Reaction.ComeBackAfter announced) {
            attendance.announced(announced.pause().toNanos());
        }
    }

    @Override
    public void control(int opcode, ByteBuf in, int from, int end) {
        if (channel == null) {
            return;
        }
        if (opcode == FrameReader.PING) {
            channel.writeAndFlush(worker.writer.pong(channel.alloc(), in, from, end), channel.voidPromise());
        } else if (opcode == FrameReader.CLOSE) {
            int code = end - from >= 2 ? in.getUnsignedShort(from) : CloseCodes.NONE;
            String why = end - from > 2 ? in.toString(from + 2, end - from - 2, StandardCharsets.UTF_8) : "";
            closedByServer(code, why);
        }
    }

    @Override
    public boolean isDone() {
        return state == State.LEAVING || state == State.GONE;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!isStale(ctx) && room != null && state == State.JOINED && canSend()) {
            worker.outbox.changed(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (isStale(ctx)) {
            return;
        }
        fail(
                opening == null
                        ? "closed by the server without a close frame"
                        : opening.unfinished("closed by the server during the handshake"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Reasons.isOurs(cause)) {
            worker.run.pulse().crashed(cause);
        }
        if (isStale(ctx)) {
            ctx.close();
            return;
        }
        fail(Reasons.of(cause));
    }

    /** Closes by our own wish; not a failure. */
    void goodbye() {
        State before = state;
        state = State.GONE;
        cancelTimeout();
        frames.release();
        if (before == State.JOINED) {
            sendClose(1000);
        } else if (channel != null) {
            channel.close();
        }
    }

    private void closedByServer(int code, String why) {
        String reason = CloseCodes.said(code, why);
        boolean wasJoined = state == State.JOINED;
        state = State.LEAVING;
        cancelTimeout();
        // Counted at once: the answer to it may never leave.
        if (wasJoined) {
            worker.ended(this, reason);
        } else {
            worker.notJoined(this, reason);
        }
        sendClose(code == CloseCodes.NONE ? 1000 : code);
    }

    private void sendClose(int code) {
        if (channel != null && channel.isActive()) {
            channel.writeAndFlush(worker.writer.close(channel.alloc(), code))
                    .addListener(io.netty.channel.ChannelFutureListener.CLOSE);
        }
    }

    /** Whether a message can be handed to the socket: alive, and not more than a megabyte waiting to be sent. */
    boolean canSend() {
        return state == State.JOINED && channel != null && channel.isActive() && channel.isWritable();
    }

    /** Whether this client's message of that number counts, or warmed up. */
    boolean hasMeasured(long sequence) {
        return sent > 0 && sequence >= firstMeasured;
    }

    /** Whether the server agreed to compression. */
    boolean isCompressed() {
        return compressed;
    }

    boolean isJoined() {
        return state == State.JOINED;
    }

    void sendText(String text) {
        if (state == State.JOINED && channel != null) {
            write(worker.writer.text(channel.alloc(), text));
        }
    }

    void write(ByteBuf frame) {
        if (channel == null) {
            frame.release();
        } else {
            channel.writeAndFlush(frame, channel.voidPromise());
        }
    }

    Envelope envelope() {
        Envelope mine = envelope;
        if (mine == null) {
            mine = worker.run.plan().dialect().envelope(worker.run.identity(this));
            envelope = mine;
        }
        return mine;
    }

    // While something is disturbed.

    /** Ends the connection without a word, to come back. */
    void drop(boolean atOnce) {
        Channel was = channel;
        if (state != State.JOINED || was == null) {
            return;
        }
        state = State.GONE;
        channel = null;
        frames.release();
        worker.dropped(this, atOnce);
        was.close();
    }

    /** From now on it reads only as this lets it, over reconnects too. */
    void impair(Impairment how) {
        worker.touch(this);
        impairment = how;
        long now = worker.clock.now();
        attendance.impaired(worker.clock.stage(now), now);
        if (state == State.JOINED && channel != null) {
            how.apply(channel, reads);
        }
    }

    /** It reads as it can again. */
    void restore() {
        Impairment was = impairment;
        impairment = null;
        attendance.restored(worker.clock.now());
        if (was != null && channel != null && channel.isActive()) {
            was.lift(channel, reads);
        }
    }

    private void timeUp() {
        if (state == State.JOINING) {
            fail("connected, but not joined within " + worker.run.connectTimeoutText());
        } else if (opening != null) {
            boolean connected = channel != null && channel.isActive();
            fail(opening.unfinished((connected ? "no answer to the handshake within " : "no connection within ")
                    + worker.run.connectTimeoutText()));
        }
    }

    private void fail(String reason) {
        if (state == State.GONE) {
            return;
        }
        State before = state;
        state = State.GONE;
        cancelTimeout();
        opening = null;
        frames.release();
        if (before == State.JOINED) {
            worker.ended(this, reason);
        } else if (before != State.LEAVING) {
            worker.notJoined(this, reason);
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }
}
