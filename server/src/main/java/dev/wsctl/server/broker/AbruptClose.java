package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Closes connections so that the kernel forgets what it has not sent yet, instead of going on to send it for as long as a
 * broken path takes to heal. Lettuce shows nobody its channels: this stands in each one's pipeline and waits for its close.
 * For one event loop.
 */
@ChannelHandler.Sharable
final class AbruptClose extends ChannelOutboundHandlerAdapter implements NettyCustomizer {

    private boolean abrupt;

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addLast(this);
    }

    /** On the loop, where Lettuce closes a channel before it returns. */
    void discard(StatefulConnection<?, ?> connection) {
        abrupt = true;
        try {
            var unused = connection.closeAsync();
        } finally {
            abrupt = false;
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!abrupt) {
            context.close(promise);
            return;
        }
        try {
            // A Unix socket knows no such option: what was written is with the other side already.
            var unused = context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException closedAlready) {
            // Then there is nothing left to send.
        }
        // From the head: TLS would wait for up to 3 s to say goodbye behind what is stuck.
        context.pipeline().firstContext().close(promise);
    }
}
