package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.onlyFailure;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.report.LoadReport;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {

    @TempDir
    private static Path keys;

    private static SslContext selfSigned;
    private static SslContext wantsToKnowTheClient;
    private static String certificate;
    private static String key;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = keys.resolve("server.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "s",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString()))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(loaded, "changeit".toCharArray());
        selfSigned = SslContextBuilder.forServer(factory)
                .sslProvider(SslProvider.JDK)
                .build();
        wantsToKnowTheClient = SslContextBuilder.forServer(factory)
                .sslProvider(SslProvider.JDK)
                .trustManager((X509Certificate) loaded.getCertificate("s"))
                .clientAuth(ClientAuth.REQUIRE)
                .build();
        certificate = pem("CERTIFICATE", loaded.getCertificate("s").getEncoded());
        key = pem("PRIVATE KEY", loaded.getKey("s", "changeit".toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private static LoadPlanBuilder brief(FixtureServer server) {
        return plan(server.url()).duration(Duration.ofMillis(300));
    }

    private static ClientNetwork with(ClientTls tls) {
        return ClientNetwork.USUAL.with(tls);
    }

    @Test
    @DisplayName("N4 over TLS every delivery is found, if the certificate nobody signed is accepted")
    void overTlsEverythingIsFound() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 2, selfSigned)) {
            LoadReport report = run(plan(server.urls()).trustAllCertificates(true));

            assertThat(report.messages().delivered()).isEqualTo(1000);
            assertThat(report.connections().failed()).isEmpty();
        }
    }

    @Test
    @DisplayName("N4 a certificate nobody signed is refused, with the reason")
    void anUntrustedCertificateIsRefused() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 1, selfSigned)) {
            LoadReport report = run(plan(server.url()));

            assertThat(onlyFailure(report, 30))
                    .isEqualTo("TLS: the server's certificate is signed by nobody this Java trusts");
        }
    }

    @Test
    @DisplayName("N4 a certificate is accepted that the given authority signed, and no other authority is")
    void aGivenAuthorityIsTrusted() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 1, selfSigned)) {
            LoadReport report = run(brief(server).network(with(new ClientTls(false, certificate, "", ""))));

            assertThat(report.connections().failed()).isEmpty();
            assertThat(report.messages().delivered()).isEqualTo(300);
        }
    }

    @Test
    @DisplayName("N4 to a server that wants to know its clients a certificate is shown; without one that is the reason")
    void aClientShowsItsCertificate() {
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL, 1, wantsToKnowTheClient)) {
            LoadReport known = run(brief(server).network(with(new ClientTls(false, certificate, certificate, key))));
            LoadReport unknown = run(brief(server).network(with(new ClientTls(false, certificate, "", ""))));

            assertThat(known.connections().failed()).isEmpty();
            assertThat(onlyFailure(unknown, 30))
                    .isEqualTo("TLS: the server wants a client certificate; give --cert and --key");
        }
    }

    @Test
    @DisplayName("N4 a certificate and a key that cannot be used are refused, without showing the key")
    void unusablePemIsRefused() {
        assertThatThrownBy(() -> new ClientTls(false, "hello", "", "")).hasMessageContaining("cannot be read as PEM");
        assertThatThrownBy(() -> new ClientTls(false, "", certificate, "")).hasMessageContaining("belong together");
        assertThatThrownBy(() -> new ClientTls(false, "", certificate, "secret"))
                .hasMessage("the client certificate's key is no PKCS #8 key in PEM");
        assertThat(new ClientTls(false, "", certificate, key).toString()).doesNotContain("PRIVATE");
    }

    @Test
    @DisplayName("N4 wss:// to a server without TLS is said to be that")
    void aServerWithoutTlsIsSaidToBeThat() throws java.io.IOException {
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.text("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            with.ignoreAll();
        })) {
            URI wrong = URI.create(server.url().toString().replace("ws://", "wss://"));
            LoadReport report = run(plan(wrong).trustAllCertificates(true));

            assertThat(onlyFailure(report, 30)).isEqualTo("TLS: the server does not speak TLS on this port; use ws://");
        }
    }
}
