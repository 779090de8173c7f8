package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Puts TLS on a connected socket: the JVM's trusted certificates, those of a PEM file, or, on request, any. */
public final class TlsFactory {
    private final SSLContext context;
    private final boolean insecure;

    /** @throws WsctlException CONFIG when the PEM file can't be used */
    public TlsFactory(RedisTarget.Tls tls) {
        insecure = tls.insecure();
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys(tls), trust(tls), new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new WsctlException(
                    ExitCode.CONFIG, "TLS can't be set up: " + e.getMessage(), "another JVM, or look at --tls-ca", e);
        }
    }

    /** For those who bring sockets and the check of the host's name themselves. */
    public SSLContext context() {
        return context;
    }

    SSLSocket wrap(Socket socket, Endpoint.Tcp endpoint, Deadline deadline) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, endpoint.host(), endpoint.port(), true);
        if (!insecure) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.setSoTimeout(deadline.remainingMillis());
        secured.startHandshake();
        return secured;
    }

    private static TrustManager @Nullable [] trust(RedisTarget.Tls tls) throws GeneralSecurityException {
        if (tls.insecure()) {
            return new TrustManager[] {new TrustAnything()};
        }
        String file = tls.caFile();
        if (file == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates(file));
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(RedisTarget.Tls tls) throws GeneralSecurityException {
        String cert = tls.certFile();
        String key = tls.keyFile();
        return cert == null || key == null ? null : ClientCertificate.keys(cert, key);
    }

    private static KeyStore certificates(String file) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (Certificate certificate : PemCertificates.read(file, "--tls-ca")) {
                store.setCertificateEntry("ca-" + n++, certificate);
            }
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** For --insecure. */
    private static final class TrustAnything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
