package dev.wsctl.server.access;

import dev.wsctl.server.config.Secret;
import java.security.MessageDigest;
import java.util.List;

/** Keys of one kind: the current one and, while keys are being changed, the previous one (E16). */
final class ApiKeys {

    private final List<byte[]> digests;

    /** @param keys none, and nothing is opened */
    ApiKeys(List<Secret> keys) {
        this.digests = keys.stream().map(key -> Digests.sha256(key.reveal())).toList();
    }

    boolean areConfigured() {
        return !digests.isEmpty();
    }

    /** Whether it is one of the keys; takes as long for a near miss as for a wild guess. */
    boolean accept(String key) {
        byte[] digest = Digests.sha256(key);
        boolean found = false;
        for (byte[] known : digests) {
            found |= MessageDigest.isEqual(known, digest);
        }
        return found;
    }
}
