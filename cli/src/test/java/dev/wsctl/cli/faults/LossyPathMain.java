package dev.wsctl.cli.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Runs in {@link LossyPath}'s namespace: from one Unix socket over TCP to another. Ends with whoever started it. */
final class LossyPathMain {

    static final String READY = "ready";

    private LossyPathMain() {}

    /** @param args the Unix socket to listen on, and that of the server */
    public static void main(String[] args) throws IOException {
        ServerSocketChannel tcp = ServerSocketChannel.open();
        tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServerSocketChannel entrance = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        entrance.bind(UnixDomainSocketAddress.of(args[0]));
        join(tcp, UnixDomainSocketAddress.of(args[1]));
        join(entrance, tcp.getLocalAddress());
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Nobody says anything: the end is what is waited for.
        }
        System.exit(0);
    }

    private static void join(ServerSocketChannel from, SocketAddress to) {
        daemon(() -> {
            while (true) {
                SocketChannel here = from.accept();
                SocketChannel there = SocketChannel.open(to);
                for (SocketChannel each : new SocketChannel[] {here, there}) {
                    if (each.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                        each.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    }
                }
                daemon(() -> copy(here, there));
                daemon(() -> copy(there, here));
            }
        });
    }

    private static void copy(SocketChannel from, SocketChannel to) throws IOException {
        try (from;
                to) {
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One end has gone, and so does the other.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
