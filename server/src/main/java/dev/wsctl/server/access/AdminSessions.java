package dev.wsctl.server.access;

import dev.wsctl.server.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's sessions: a token that any instance with the same password accepts until it expires, and that no
 * instance has to remember. It is an expiry and a chance value, signed with a key derived from the password; changing the password ends
 * all sessions.
 */
final class AdminSessions {

    /** How long a session lasts. */
    static final Duration LIFETIME = Duration.ofHours(8);

    /** Makes guessing the password from a stolen token slow; costs a start with a password about 0.1 s. */
    private static final int ITERATIONS = 100_000;

    private static final byte[] SALT = "wsctl admin session v1".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final byte @Nullable [] passwordDigest;
    private final @Nullable SecretKeySpec key;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** @param password null, and there are no sessions */
    AdminSessions(@Nullable Secret password, InstantSource clock) {
        this.passwordDigest = password == null ? null : Digests.sha256(password.reveal());
        this.key = password == null ? null : derive(password);
        this.clock = clock;
    }

    private static SecretKeySpec derive(Secret password) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), SALT, ITERATIONS, 256);
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            spec.clearPassword();
            return new SecretKeySpec(derived, "HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2 with HMAC-SHA-256", e);
        }
    }

    boolean areConfigured() {
        return key != null;
    }

    /** @return a token; null if the password is wrong or there is none */
    @Nullable String open(String password) {
        byte[] expected = passwordDigest;
        if (expected == null || !MessageDigest.isEqual(expected, Digests.sha256(password))) {
            return null;
        }
        byte[] chance = new byte[16];
        random.nextBytes(chance);
        String content = clock.instant().plus(LIFETIME).getEpochSecond() + "." + ENCODER.encodeToString(chance);
        return content + "." + sign(content);
    }

    /** Whether the token was given out under this password and has not expired. */
    boolean accept(String token) {
        int signature = token.lastIndexOf('.');
        int expiry = token.indexOf('.');
        if (key == null || signature < 0 || token.length() > 256) {
            return false;
        }
        byte[] expected = Digests.sha256(sign(token.substring(0, signature)));
        // The expiry is read only from what we have signed ourselves.
        return MessageDigest.isEqual(expected, Digests.sha256(token.substring(signature + 1)))
                && Instant.ofEpochSecond(Long.parseLong(token.substring(0, expiry)))
                        .isAfter(clock.instant());
    }

    private String sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
