package dev.wsctl.load.engine;

import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlan;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS as the plan wants it, for all connections of a run. */
final class ClientSsl {

    private ClientSsl() {}

    /** Null if no target wants TLS. */
    static @Nullable SslContext of(LoadPlan plan) {
        return plan.targets().stream().anyMatch(target -> "wss".equals(target.getScheme()))
                ? context(plan.network().tls())
                : null;
    }

    private static SslContext context(ClientTls tls) {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        List<X509Certificate> trusted = tls.trustedCertificates();
        List<X509Certificate> own = tls.ownCertificates();
        if (tls.insecure()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        } else if (!trusted.isEmpty()) {
            builder.trustManager(trusted.toArray(X509Certificate[]::new));
        }
        if (!own.isEmpty()) {
            builder.keyManager(tls.ownKey(), own.toArray(X509Certificate[]::new));
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no usable TLS: " + e.getMessage(), e);
        }
    }
}
