package dev.wsctl.server.transport;

import dev.wsctl.server.room.SocketOutput;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** How this machine does sockets: epoll where its native library loads, NIO everywhere else. */
enum NativeTransport {
    EPOLL(EpollServerSocketChannel.class, SocketOutput.EPOLL) {
        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }
    },
    NIO(NioServerSocketChannel.class, SocketOutput.PORTABLE) {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }
    };

    private final Class<? extends ServerChannel> serverChannel;
    private final SocketOutput output;

    NativeTransport(Class<? extends ServerChannel> serverChannel, SocketOutput output) {
        this.serverChannel = serverChannel;
        this.output = output;
    }

    static NativeTransport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory handlers();

    EventLoopGroup newGroup(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("wsctl-loop"), handlers());
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    SocketOutput output() {
        return output;
    }
}
