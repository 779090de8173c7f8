package dev.wsctl.server.transport;

import dev.wsctl.server.room.Room;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns one HTTP connection into a WebSocket: checks the request, takes a place in the room, waits until the room's
 * messages are sure to arrive, and answers only then. On the connection's loop.
 */
final class Upgrade {

    /** A broker that neither confirms nor gives up must not hold up joining: messages stay local then anyway. */
    private static final long SUBSCRIBE_TIMEOUT_MILLIS = 2_000;
    /** More of it for a Redis that answers, though late; with the other less than a client's usual patience of 10 s. */
    private static final long SLOW_SUBSCRIBE_TIMEOUT_MILLIS = 6_000;

    private final Loop loop;
    private final ChatServices services;
    private final Channel channel;
    private final BiConsumer<ChannelHandlerContext, BadRequestException> refuse;

    Upgrade(
            Loop loop,
            ChatServices services,
            Channel channel,
            BiConsumer<ChannelHandlerContext, BadRequestException> refuse) {
        this.loop = loop;
        this.services = services;
        this.channel = channel;
        this.refuse = refuse;
    }

    static boolean isWebSocketPath(String path) {
        return path.equals("/ws") || path.equals("/chat") || path.equals("/echo");
    }

    void start(HttpRequest request, QueryStringDecoder uri) {
        try {
            String key = Handshake.check(request, services.limits().allowedOrigins());
            if (uri.rawPath().equals("/echo")) {
                echo(key);
            } else {
                boolean json = uri.rawPath().equals("/chat");
                boolean admin = isAdmin(request, uri);
                identify(key, JoinRequest.parse(uri, json), json, admin);
            }
        } catch (BadRequestException e) {
            refuse.accept(httpContext(), e);
        }
    }

    private boolean isAdmin(HttpRequest request, QueryStringDecoder uri) throws BadRequestException {
        boolean shows = request.headers().contains(HttpHeaderNames.AUTHORIZATION)
                || request.headers().contains(HttpHeaderNames.COOKIE);
        return shows
                && services.gate()
                        .isAdministrator(
                                new HttpCall(request, uri, "", address().getHostAddress()));
    }

    private InetAddress address() {
        return ((InetSocketAddress) channel.remoteAddress()).getAddress();
    }

    private ChannelHandlerContext httpContext() {
        return channel.pipeline().context(HttpHandler.class);
    }

    private void echo(String key) throws BadRequestException {
        Runnable leave = admit();
        switchTo(new EchoHandler(loop, channel, services.limits().maxMessageBytes(), leave));
        ByteBuf answer = channel.alloc().directBuffer();
        Handshake.accept(key, answer);
        channel.writeAndFlush(answer, channel.voidPromise());
    }

    /** @return gives the place back */
    private Runnable admit() throws BadRequestException {
        InetAddress address = address();
        BadRequestException refusal = services.admission().enter(address);
        if (refusal != null) {
            throw refusal;
        }
        // Captured by itself: it lives as long as the connection, and this upgrade must not.
        Admission admission = services.admission();
        return () -> admission.leave(address);
    }

    private void identify(String key, JoinRequest request, boolean json, boolean admin) throws BadRequestException {
        Runnable leave = admit();
        whenDone(services.identification().identify(request), (identity, failure) -> {
            if (identity != null && failure == null) {
                Identity who = admin ? identity.asAdmin() : identity;
                subscribe(key, request, who, json, leaving(leave, services.identification(), identity.session()));
                return;
            }
            leave.run();
            if (channel.isActive()) {
                refuse.accept(httpContext(), refusal(failure));
            }
        });
    }

    /** Static: it lives as long as the connection, and this upgrade must not. */
    private static Runnable leaving(Runnable place, Identification identification, String session) {
        return () -> {
            place.run();
            identification.leave(session);
        };
    }

    private BadRequestException refusal(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof BadRequestException known) {
            return known;
        }
        loop.log().failed("session lookup", cause == null ? new IllegalStateException("no session") : cause);
        return new BadRequestException(Refusal.SESSION_STORE, 503, "the session could not be looked up; try again");
    }

    private void subscribe(String key, JoinRequest request, Identity identity, boolean json, Runnable leave) {
        Room room = services.rooms().enter(request.room());
        CompletableFuture<?> subscribed = room.subscribed().toCompletableFuture();
        whenDone(patience(subscribed), (done, timeout) -> {
            if (channel.isActive()) {
                join(key, request, identity, json, room, leave);
            } else {
                services.rooms().leave(room);
                leave.run();
            }
        });
    }

    /**
     * Fails when there is no point in waiting any longer: soon while Redis is away, later while it is only slow. Who is told
     * that it has joined before the subscription stands could miss what is said next.
     */
    private CompletionStage<?> patience(CompletableFuture<?> subscribed) {
        if (subscribed.isDone()) {
            return subscribed;
        }
        // Stages of their own: the timeouts must not complete the room's.
        return subscribed
                .thenApply(done -> "")
                .orTimeout(SUBSCRIBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(timeout -> services.rooms().reachOthers()
                        ? subscribed
                                .thenApply(done -> "")
                                .orTimeout(SLOW_SUBSCRIBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        : CompletableFuture.failedFuture(timeout));
    }

    /** Goes on at once if it is done, otherwise later on this loop; until then nothing is read. */
    private <T> void whenDone(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        if (stage.toCompletableFuture().isDone()) {
            stage.whenComplete(then);
            return;
        }
        channel.config().setAutoRead(false);
        stage.whenComplete((result, failure) -> loop.executor().execute(() -> then.accept(result, failure)));
    }

    private void join(String key, JoinRequest request, Identity identity, boolean json, Room room, Runnable leave) {
        if (services.admission().isDraining()) {
            // Too late to be told with the others when to come back.
            services.rooms().leave(room);
            leave.run();
            refuse.accept(httpContext(), Admission.shuttingDown());
            return;
        }
        ChatHandler member = new ChatHandler(loop, channel, services, room, identity, request, json, leave);
        switchTo(member);
        // Before the client can read that it has joined, and say so to others: whatever they say then is for it too.
        member.enter();
        ByteBuf answer = channel.alloc().directBuffer(512);
        Handshake.accept(key, answer);
        byte[] joined =
                loop.messages().joined(room.name(), identity.clientId(), identity.session(), identity.resumed());
        ByteBuf frame = TextFrame.encode(channel.alloc(), joined);
        channel.writeAndFlush(answer.writeBytes(frame), channel.voidPromise());
        frame.release();
        member.begin();
        channel.config().setAutoRead(true);
    }

    private void switchTo(WebSocketHandler handler) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(handler);
        pipeline.remove(HttpHandler.class);
        pipeline.remove(HttpServerCodec.class);
    }
}
