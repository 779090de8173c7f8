package dev.wsctl.server.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A connection before its upgrade: answers plain HTTP, or hands over to {@link Upgrade}. */
final class HttpHandler extends ChannelInboundHandlerAdapter {

    private final Loop loop;
    private final ChatServices services;
    private DeadlineQueue.@Nullable Entry deadline;
    private @Nullable HttpRequest request;
    private @Nullable RequestBody body;

    /** Whether an upgrade or a slow answer is under way: nobody has reason to send more before it. */
    private boolean busy;

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
            if (busy) {
                ctx.close();
            } else if (message instanceof HttpRequest started) {
                request = started;
                body = started.method().equals(HttpMethod.POST) ? new RequestBody() : null;
                if (started.decoderResult().isFailure()) {
                    answer(ctx, started, HttpAnswer.line(400, "this is not a request of HTTP/1.1"), false);
                }
            }
            if (message instanceof HttpContent content && body != null) {
                body.add(content.content());
            }
            if (message instanceof LastHttpContent && request != null) {
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
        boolean allowed = Endpoints.isPosted(path) ? complete.method().equals(HttpMethod.POST) : read;
        if (Upgrade.isWebSocketPath(path)) {
            busy = true;
            new Upgrade(loop, services, ctx.channel(), this::refuse).start(complete, uri);
        } else if (!allowed) {
            String methods = Endpoints.isPosted(path) ? "POST" : "GET, HEAD";
            answer(
                    ctx,
                    complete,
                    HttpAnswer.line(405, "allowed here: " + methods).with("allow", methods),
                    false);
        } else if (body != null && body.isTooLong()) {
            answer(ctx, complete, HttpAnswer.line(413, "that is too long"), false);
        } else {
            String posted = body == null ? "" : body.text();
            String from = ((InetSocketAddress) ctx.channel().remoteAddress())
                    .getAddress()
                    .getHostAddress();
            answer(ctx, complete, services.endpoints().answer(new HttpCall(complete, uri, posted, from)));
        }
    }

    /** Now if it is there, otherwise later on this loop; nothing is read until then. */
    private void answer(ChannelHandlerContext ctx, HttpRequest to, CompletionStage<HttpAnswer> answer) {
        boolean keepAlive = HttpUtil.isKeepAlive(to);
        CompletableFuture<HttpAnswer> future = answer.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            answer(ctx, to, future.join(), keepAlive);
            return;
        }
        busy = true;
        ctx.channel().config().setAutoRead(false);
        var unused = future.whenCompleteAsync(
                (ready, failure) -> {
                    busy = false;
                    if (ready == null) {
                        loop.log().failed("HTTP request", failure);
                        answer(ctx, to, HttpAnswer.line(500, "that failed; the log says why"), false);
                        return;
                    }
                    answer(ctx, to, ready, keepAlive);
                    ctx.channel().config().setAutoRead(true);
                },
                loop.executor());
    }

    private void refuse(ChannelHandlerContext ctx, BadRequestException why) {
        loop.counts().refused(why.refusal());
        if (why.refusal().isNews()) {
            loop.log().refused(ctx.channel().remoteAddress(), why.line());
        }
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
            loop.log().failed("HTTP request", cause);
        }
        ctx.close();
    }
}
