package dev.wsctl.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A key and its self-signed certificate for {@code localhost} and 127.0.0.1, made at test time by the JDK's keytool and
 * valid for a day. Being self-signed, the certificate is also the authority that a client has to trust.
 */
public final class TestCertificate {

    /** Guards the key store file; a secret to nobody. */
    private static final String STORE_PASSWORD = "changeit";

    private final KeyStore store;
    private final Path certificateFile;
    private final Path keyFile;

    private TestCertificate(KeyStore store, Path certificateFile, Path keyFile) {
        this.store = store;
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
    }

    /** @param directory where the files go; must not hold a certificate of this name yet */
    public static TestCertificate create(Path directory, String name) {
        try {
            Path file = directory.resolve(name + ".p12");
            keytool(
                    "-genkeypair -keyalg EC -groupname secp256r1 -validity 1 -storetype PKCS12 -alias test",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    STORE_PASSWORD);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, STORE_PASSWORD.toCharArray());
            }
            Path certificate = directory.resolve(name + ".pem");
            Files.writeString(
                    certificate, pem("CERTIFICATE", store.getCertificate("test").getEncoded()));
            Path key = directory.resolve(name + ".key");
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            store.getKey("test", STORE_PASSWORD.toCharArray()).getEncoded()));
            return new TestCertificate(store, certificate, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a certificate", e);
        }
    }

    private static void keytool(String fixed, String... more) throws IOException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(fixed.split(" ")));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            keytool.destroyForcibly();
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der) + "\n-----END "
                + kind + "-----\n";
    }

    /** PEM; what a client gives as the authority to trust. */
    public Path certificateFile() {
        return certificateFile;
    }

    /** PEM, PKCS #8, without a password. */
    public Path keyFile() {
        return keyFile;
    }

    /** @param trusted the one certificate accepted from the other side; null for the JVM's own authorities */
    SSLContext context(@Nullable TestCertificate trusted) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_PASSWORD.toCharArray());
        TrustManager @Nullable [] trust = null;
        if (trusted != null) {
            Certificate certificate = trusted.store.getCertificate("test");
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("trusted", certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(authorities);
            trust = managers.getTrustManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust, null);
        return context;
    }
}
