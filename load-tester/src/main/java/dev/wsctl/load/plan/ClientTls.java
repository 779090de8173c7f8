package dev.wsctl.load.plan;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * TLS towards {@code wss://} targets, where Java's usual trust won't do. PEM texts rather than files: the plan may be carried
 * out on other machines.
 *
 * @param insecure accept any certificate
 * @param trusted certificates trusted in place of Java's; empty: Java's
 * @param certificate shown to a server that asks for one, with its chain; empty: none
 * @param key of it, PKCS #8 without a password; a secret
 */
public record ClientTls(boolean insecure, String trusted, String certificate, String key) {

    /** The usual way. */
    public static final ClientTls USUAL = new ClientTls(false, "", "", "");

    /** @throws PlanException if a PEM text cannot be used */
    public ClientTls {
        if (!trusted.isEmpty()) {
            Pem.certificates(trusted, "the file of trusted certificates");
        }
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new PlanException(
                    "a client certificate and its key belong together", "Give --cert client.pem --key client.key.");
        }
        if (!certificate.isEmpty()
                && !Pem.belong(
                        Pem.key(key),
                        Pem.certificates(certificate, "the client certificate").get(0))) {
            throw new PlanException(
                    "the client certificate and the key do not belong together",
                    "The first certificate of the file must be the client's own.");
        }
        if (insecure && !trusted.isEmpty()) {
            throw new PlanException(
                    "certificates to trust are given, and any is to be accepted", "Leave out --insecure or --cacert.");
        }
    }

    /** Accepts any certificate. */
    public static ClientTls trustingAnything() {
        return new ClientTls(true, "", "", "");
    }

    /** To be trusted; empty: those of Java. */
    public List<X509Certificate> trustedCertificates() {
        return trusted.isEmpty() ? List.of() : Pem.certificates(trusted, "the file of trusted certificates");
    }

    /** To be shown, with its chain; empty: none. */
    public List<X509Certificate> ownCertificates() {
        return certificate.isEmpty() ? List.of() : Pem.certificates(certificate, "the client certificate");
    }

    /** Only where there are {@link #ownCertificates}. */
    public PrivateKey ownKey() {
        return Pem.key(key);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ClientTls[insecure=" + insecure + ", trusted=" + !trusted.isEmpty() + ", certificate="
                + !certificate.isEmpty() + "]";
    }
}
