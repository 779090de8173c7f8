package dev.wsctl.server.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLServerSocket;

/**
 * Speaks TLS in front of a Redis that cannot: what clients send is deciphered and passed on to 127.0.0.1. Its certificate
 * is for {@code localhost} and 127.0.0.1.
 */
public final class TlsProxy extends LoopbackRelay {

    private TlsProxy(int targetPort, SSLServerSocket listener) {
        super(targetPort, listener);
        start();
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
}
