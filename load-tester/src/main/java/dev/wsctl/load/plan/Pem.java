package dev.wsctl.load.plan;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates and keys in PEM. What is wrong with one is said without showing what is in it. */
final class Pem {

    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    /** What PKCS #8 may hold; it says so itself, but only in a form that Java does not offer to read. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /**
     * @param what whose certificates they are, for the error
     * @throws PlanException if there is none
     */
    static List<X509Certificate> certificates(String pem, String what) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .forEach(certificate -> found.add((X509Certificate) certificate));
        } catch (CertificateException e) {
            throw new PlanException(
                    what + " cannot be read as PEM certificates",
                    "Check them with openssl x509 -noout -text -in FILE.");
        }
        if (found.isEmpty()) {
            throw new PlanException(
                    "there is no certificate in " + what, "PEM begins with -----BEGIN CERTIFICATE-----.");
        }
        return found;
    }

    /** @throws PlanException if it is no key in PKCS #8 without a password */
    static PrivateKey key(String pem) {
        int begin = pem.indexOf(BEGIN_KEY);
        int end = pem.indexOf(END_KEY);
        if (begin < 0 || end < begin) {
            throw unusable(pem.contains("ENCRYPTED") ? "is protected by a password" : "is no PKCS #8 key in PEM");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_KEY.length(), end));
        } catch (IllegalArgumentException e) {
            throw unusable("is not whole");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm; when it is of none, that is said below.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + algorithm, e);
            }
        }
        throw unusable("is no RSA, EC or Ed25519 key");
    }

    /** Whether the key is the certificate's own, as far as a signature tells. */
    static boolean belong(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] something = {1, 2, 3};
        try {
            java.security.Signature signature = java.security.Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // for example keys of different algorithms
        }
    }

    private static PlanException unusable(String why) {
        return new PlanException(
                "the client certificate's key " + why,
                "openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.pk8, and that file.");
    }
}
