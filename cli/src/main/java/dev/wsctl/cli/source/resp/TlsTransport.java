package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;

/** TLS over TCP. Requests are far smaller than a socket's send buffer, so only reading needs a timeout. */
final class TlsTransport implements Transport {
    private final SSLSocket socket;

    TlsTransport(SSLSocket socket) {
        this.socket = socket;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        if (deadline.expired()) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout(deadline.remainingMillis());
        return socket.getInputStream().read(buffer, offset, length);
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        socket.getOutputStream().write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
