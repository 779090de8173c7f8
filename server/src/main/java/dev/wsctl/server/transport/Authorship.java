package dev.wsctl.server.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Whose a message is (E3). Its id ends in a mark of the session that said it, so that every instance can tell, and none
 * has to remember anything. The mark is of no use to anybody who does not know the session.
 */
final class Authorship {

    /** 96 bits: a multiple of three bytes is base64 without padding. */
    private static final int MARK_BYTES = 12;

    private final String suffix;

    /** @param session the id under which the author may come back, a secret */
    Authorship(String session) {
        suffix = "-" + mark(session);
    }

    private static String mark(String session) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("wsctl author v1\n" + session).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What the ids of this author's messages end in. */
    String suffix() {
        return suffix;
    }

    boolean isOf(String messageId) {
        return messageId.endsWith(suffix);
    }
}
