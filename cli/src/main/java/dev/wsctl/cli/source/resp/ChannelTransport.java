package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** TCP without TLS, and unix sockets: a channel that never blocks outside its selector, so that every wait can end. */
final class ChannelTransport implements Transport {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** Takes over a connected channel; closes it when that fails. */
    ChannelTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = channel.provider().openSelector();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
        while (true) {
            int read = channel.read(target);
            if (read != 0) {
                return read;
            }
            await(SelectionKey.OP_READ, deadline);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
        while (source.hasRemaining()) {
            if (channel.write(source) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private void await(int operation, Deadline deadline) throws IOException {
        if (deadline.expired()) {
            throw new SocketTimeoutException();
        }
        try {
            if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            selector.select(deadline.remainingMillis());
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException | CancelledKeyException e) {
            // Another thread has closed the connection meanwhile.
            throw new AsynchronousCloseException();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new SocketTimeoutException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
