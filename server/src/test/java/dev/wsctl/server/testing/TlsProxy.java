package dev.wsctl.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;

/**
 * Speaks TLS in front of a Redis that cannot: what clients send is deciphered and passed on to 127.0.0.1. Its certificate
 * is for {@code localhost} and 127.0.0.1.
 */
public final class TlsProxy implements AutoCloseable {

    private final int targetPort;
    private final SSLServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TlsProxy(int targetPort, SSLServerSocket listener) {
        this.targetPort = targetPort;
        this.listener = listener;
        run("tls-accept", this::accept);
    }

    /** A proxy that takes any client. */
    public static TlsProxy to(int targetPort, TestCertificate certificate) {
        try {
            return new TlsProxy(targetPort, listen(certificate, null));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot start a TLS proxy", e);
        }
    }

    /** A proxy that takes only clients that prove themselves with this certificate. */
    public static TlsProxy requiringClient(int targetPort, TestCertificate certificate, TestCertificate client) {
        try {
            return new TlsProxy(targetPort, listen(certificate, client));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot start a TLS proxy", e);
        }
    }

    private static SSLServerSocket listen(
            TestCertificate certificate, @org.jspecify.annotations.Nullable TestCertificate client)
            throws GeneralSecurityException, IOException {
        SSLServerSocket listener = (SSLServerSocket) certificate
                .context(client)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(client != null);
        return listener;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            open.add(client);
            run("tls-client", () -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        // A socket for each client: a client that never finishes its handshake holds up nobody else.
        try (client;
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
            open.add(redis);
            client.setTcpNoDelay(true);
            redis.setTcpNoDelay(true);
            run("tls-down", () -> {
                try (client;
                        redis) {
                    copy(redis, client);
                }
            });
            copy(client, redis);
        } finally {
            open.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[16_384];
        InputStream in = from.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            to.getOutputStream().write(buffer, 0, n);
            to.getOutputStream().flush();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // One side has closed, or a handshake failed: the client has been told by TLS.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : Set.copyOf(open)) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
