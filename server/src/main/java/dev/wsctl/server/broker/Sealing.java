package dev.wsctl.server.broker;

import dev.wsctl.server.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what goes to Redis and authenticates what comes from there (C4): AES-256-GCM, bound to the channel, so that
 * nobody who can write to Redis can forge a message or move one to another room. The first key encrypts; all decrypt,
 * so that keys can be changed instance by instance.
 *
 * <p>On the wire: a version byte, four bytes that name the key, a nonce of twelve bytes, the ciphertext with its tag.
 * Nonces are random: change the key before some 2^32 messages. For one thread.
 */
public final class Sealing {

    private static final byte VERSION = 1;
    private static final int KEY_NAME_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int HEADER_BYTES = 1 + KEY_NAME_BYTES + NONCE_BYTES;
    private static final int TAG_BITS = 128;

    private record Key(int name, SecretKeySpec secret) {}

    private final List<Key> keys;
    private final Cipher cipher;
    private final SecureRandom random = new SecureRandom();

    /** @param secrets none, and everything passes as it is */
    Sealing(List<Secret> secrets) {
        this(secrets.stream().map(secret -> key(secret.reveal())));
    }

    /**
     * For those who look at messages from outside.
     *
     * @param texts the keys as they are configured, at least one
     */
    public static Sealing with(List<String> texts) {
        return new Sealing(texts.stream().map(Sealing::key));
    }

    private Sealing(Stream<Key> keys) {
        this.keys = keys.toList();
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Key key(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] key = sha.digest(("wsctl messages v1\n" + text).getBytes(StandardCharsets.UTF_8));
            // A hash of the key, so that its name gives nothing of it away.
            int name = ByteBuffer.wrap(sha.digest(key)).getInt();
            return new Key(name, new SecretKeySpec(key, "AES"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public byte[] seal(String channel, byte[] message) {
        if (keys.isEmpty()) {
            return message;
        }
        Key key = keys.get(0);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key.secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(channel.getBytes(StandardCharsets.UTF_8));
            byte[] encrypted = cipher.doFinal(message);
            return ByteBuffer.allocate(HEADER_BYTES + encrypted.length)
                    .put(VERSION)
                    .putInt(key.name)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused a key of its own length", e);
        }
    }

    /** Null for what none of the keys has sealed for this channel, plain text included where there are keys. */
    public byte @Nullable [] open(String channel, byte[] sealed) {
        if (keys.isEmpty()) {
            return sealed;
        }
        if (sealed.length < HEADER_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            return null;
        }
        int name = ByteBuffer.wrap(sealed).getInt(1);
        for (Key key : keys) {
            byte[] message = key.name == name ? open(key, channel, sealed) : null;
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    private byte @Nullable [] open(Key key, String channel, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_NAME_BYTES, HEADER_BYTES);
            cipher.init(Cipher.DECRYPT_MODE, key.secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(channel.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
