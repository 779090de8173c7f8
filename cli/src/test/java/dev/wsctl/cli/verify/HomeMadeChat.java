package dev.wsctl.cli.verify;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One instance of the chat that everybody writes once: {@code /ws?room=…}, local members first, then {@code
 * PUBLISH <prefix>:<room>} with its own id in front, so that the others deliver it and itself doesn't. With one fault
 * of those that production has seen.
 */
final class HomeMadeChat implements AutoCloseable {
    private final Fault fault;
    private final String id = UUID.randomUUID().toString();
    private final String prefix;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, ChannelGroup> rooms = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ChatBus bus;
    /** Only the event loop's. */
    private final Map<String, Deque<String>> held = new HashMap<>();
    /** Only the subscription's thread's. */
    private long fromOthers;

    private final Channel listening;

    HomeMadeChat(Fault fault, String redisUrl) {
        this(fault, RedisBus.classic(redisUrl));
    }

    HomeMadeChat(Fault fault, ChatBus.Line line) {
        this.fault = fault;
        prefix = fault == Fault.OTHER_PREFIX ? "staging:" : "chat:";
        bus = line.open(this::fromRedis);
        listening = listen();
    }

    String url() {
        return "ws://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + "/ws";
    }

    boolean losesNothing() {
        return Set.of(Fault.NONE, Fault.SELF_DUPLICATE, Fault.MISROUTED).contains(fault);
    }

    private Channel listen() {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(65_536),
                                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                                .websocketPath("/ws")
                                                .checkStartsWith(true)
                                                .build()),
                                        new NotFound(),
                                        new Conversation());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Whatever else is asked for, /health/redis for one, is answered at once: a silent server costs every check its timeout. */
    private static final class NotFound extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(request.protocolVersion(), HttpResponseStatus.NOT_FOUND))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** One member. */
    private final class Conversation extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private String room = "";

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete done) {
                room = new QueryStringDecoder(done.requestUri())
                        .parameters()
                        .getOrDefault("room", List.of("lobby"))
                        .get(0);
                join(room, ctx.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String text = frame.text();
            deliver(room, text);
            if (fault != Fault.LOCAL_ONLY) {
                bus.publish(prefix + room, id + " " + text);
            }
        }
    }

    private void join(String room, Channel member) {
        rooms.computeIfAbsent(room, name -> new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                .add(member);
        if (fault == Fault.UNSUBSCRIBED) {
            joined(member);
        } else {
            bus.subscribe(prefix + room).thenRun(() -> joined(member));
        }
    }

    private static void joined(Channel member) {
        send(member, "{\"type\":\"joined\"}");
    }

    private void fromRedis(String channel, String message) {
        if (fault == Fault.HUNG) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        int space = message.indexOf(' ');
        boolean own = message.substring(0, space).equals(id);
        if (own && fault != Fault.SELF_DUPLICATE) {
            return;
        }
        String text = message.substring(space + 1);
        if (fault == Fault.LOSSY && ++fromOthers % 5 == 0) {
            return;
        }
        if (fault == Fault.REORDERING) {
            group.next().execute(() -> later(channel.substring(prefix.length()), text));
        } else if (fault == Fault.MISROUTED) {
            rooms.keySet().forEach(room -> deliver(room, text));
        } else {
            deliver(channel.substring(prefix.length()), text);
        }
    }

    /** Five of a room's messages at a time, or those of half a second, the last one first. */
    private void later(String room, String text) {
        Deque<String> waiting = held.computeIfAbsent(room, name -> new ArrayDeque<>());
        waiting.push(text);
        if (waiting.size() == 5) {
            release(room, waiting);
        } else {
            group.next().schedule(() -> release(room, waiting), 500, TimeUnit.MILLISECONDS);
        }
    }

    private void release(String room, Deque<String> waiting) {
        while (!waiting.isEmpty()) {
            deliver(room, waiting.pop());
        }
    }

    private void deliver(String room, String text) {
        ChannelGroup members = rooms.get(room);
        if (members != null) {
            members.forEach(member -> send(member, text));
        }
    }

    private static void send(Channel member, String text) {
        member.writeAndFlush(new TextWebSocketFrame(text), member.voidPromise());
    }

    @Override
    public void close() {
        closing.countDown();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        bus.close();
    }
}
