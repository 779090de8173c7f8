package dev.wsctl.server.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection before its upgrade: answers plain HTTP, or hands over to {@link Upgrade}. */
final class HttpHandler extends ChannelInboundHandlerAdapter {

    private final Loop loop;
    private final ChatServices services;
    private DeadlineQueue.@Nullable Entry deadline;
    private @Nullable HttpRequest request;

    /** Whether an upgrade is under way: what else arrives before its answer is against the protocol. */
    private boolean upgrading;

    HttpHandler(Loop loop, ChatServices services) {
        this.loop = loop;
        this.services = services;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        DeadlineQueue.Entry entry = new DeadlineQueue.Entry(ctx.channel()::close);
        deadline = entry;
        loop.handshakes().add(entry, System.nanoTime());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            DeadlineQueue.leave(deadline);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (upgrading) {
                ctx.close();
            } else if (message instanceof HttpRequest started) {
                request = started;
                if (started.decoderResult().isFailure()) {
                    answer(ctx, started, HttpAnswer.line(400, "this is not a request of HTTP/1.1"), false);
                }
            } else if (message instanceof LastHttpContent && request != null) {
                HttpRequest complete = request;
                request = null;
                handle(ctx, complete);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void handle(ChannelHandlerContext ctx, HttpRequest complete) {
        QueryStringDecoder uri = new QueryStringDecoder(complete.uri());
        String path = uri.rawPath();
        boolean read =
                complete.method().equals(HttpMethod.GET) || complete.method().equals(HttpMethod.HEAD);
        if (Upgrade.isWebSocketPath(path)) {
            upgrading = true;
            new Upgrade(loop, services, ctx.channel(), this::refuse).start(complete, uri);
        } else if (!read) {
            answer(ctx, complete, HttpAnswer.line(405, "only GET and HEAD are allowed here"), false);
        } else {
            answer(ctx, complete, services.endpoints().answer(path), HttpUtil.isKeepAlive(complete));
        }
    }

    private void refuse(ChannelHandlerContext ctx, BadRequestException why) {
        ctx.writeAndFlush(HttpAnswer.line(why.status(), why.line()).toResponse(true, false))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest to, HttpAnswer answer, boolean keepAlive) {
        boolean withBody = !to.method().equals(HttpMethod.HEAD);
        var written = ctx.writeAndFlush(answer.toResponse(withBody, keepAlive));
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else if (deadline != null) {
            loop.handshakes().add(deadline, System.nanoTime());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            Failures.report("HTTP request", cause);
        }
        ctx.close();
    }
}
