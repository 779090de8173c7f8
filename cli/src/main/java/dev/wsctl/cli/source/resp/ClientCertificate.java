package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** Our own certificate and its key, from two PEM files, for a Redis that wants to know who connects. */
final class ClientCertificate {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** What a PKCS #8 file may hold; it says so itself, but only in a form that Java does not offer to read. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private ClientCertificate() {}

    /** @throws WsctlException CONFIG, when a file can't be used; says which, and never what is in it */
    static KeyManager[] keys(String certFile, String keyFile) throws GeneralSecurityException {
        // Needed by the interface of key stores; it never leaves this method.
        char[] password = {};
        try {
            Certificate[] chain = PemCertificates.read(certFile, "--cert").toArray(new Certificate[0]);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key(keyFile), password, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static PrivateKey key(String file) throws GeneralSecurityException {
        byte[] encoded = encoded(file);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm; when it is of none, that is said below.
            }
        }
        throw unusable(file, "it holds no RSA, EC or Ed25519 key", null);
    }

    private static byte[] encoded(String file) {
        try {
            String pem = Files.readString(Path.of(file), StandardCharsets.US_ASCII);
            int begin = pem.indexOf(BEGIN);
            int end = pem.indexOf(END);
            if (begin < 0 || end < begin) {
                throw unusable(
                        file,
                        pem.contains("ENCRYPTED") ? "it is protected by a password" : "it is no PKCS #8 key in PEM",
                        null);
            }
            return Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, "it can't be read", e);
        }
    }

    private static WsctlException unusable(String file, String why, @Nullable Exception cause) {
        WsctlException failure = new WsctlException(
                ExitCode.CONFIG,
                "--key " + file + " can't be used: " + why,
                "openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.pk8, and that file");
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
