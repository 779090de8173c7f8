package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.onlyFailure;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.report.LoadReport;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
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
