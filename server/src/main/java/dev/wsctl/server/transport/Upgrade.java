package dev.wsctl.server.transport;

import dev.wsctl.server.room.Room;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Turns one HTTP connection into a WebSocket: checks the request, takes a place in the room, waits until the room's
 * messages are sure to arrive, and answers only then. On the connection's loop.
 */
final class Upgrade {

    /** A broker that neither confirms nor gives up must not hold up joining: messages stay local then anyway. */
    private static final long SUBSCRIBE_TIMEOUT_MILLIS = 2_000;

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
                join(key, JoinRequest.parse(uri, json), json);
            }
        } catch (BadRequestException e) {
            refuse.accept(httpContext(), e);
        }
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
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        String refusal = services.admission().enter(address);
        if (refusal != null) {
            throw new BadRequestException(503, refusal);
        }
        return () -> services.admission().leave(address);
    }

    private void join(String key, JoinRequest as, boolean json) throws BadRequestException {
        Runnable leave = admit();
        Room room = services.rooms().enter(as.room());
        CompletionStage<?> subscribed = room.subscribed();
        if (subscribed.toCompletableFuture().isDone()) {
            joined(key, as, json, room, leave);
            return;
        }
        channel.config().setAutoRead(false);
        subscribed
                .thenApply(done -> "")
                .toCompletableFuture()
                .orTimeout(SUBSCRIBE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((done, timeout) -> loop.executor().execute(() -> joined(key, as, json, room, leave)));
    }

    private void joined(String key, JoinRequest as, boolean json, Room room, Runnable leave) {
        if (!channel.isActive()) {
            services.rooms().leave(room);
            leave.run();
            return;
        }
        ChatHandler member = new ChatHandler(loop, channel, services, room, as, json, leave);
        switchTo(member);
        ByteBuf answer = channel.alloc().directBuffer(512);
        Handshake.accept(key, answer);
        ByteBuf joined =
                TextFrame.encode(channel.alloc(), loop.messages().joined(room.name(), as.clientId(), "none", false));
        channel.writeAndFlush(answer.writeBytes(joined), channel.voidPromise());
        joined.release();
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
