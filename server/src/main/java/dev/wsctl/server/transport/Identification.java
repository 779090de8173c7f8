package dev.wsctl.server.transport;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives a new client its session, or finds the one it wants to resume (B1). */
final class Identification {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SESSION_BYTES = 16;

    /** Completes exceptionally with {@link BadRequestException} if the session is unknown. */
    CompletionStage<Identity> identify(JoinRequest request) {
        if (request.session() != null) {
            return CompletableFuture.failedFuture(new BadRequestException(
                    403, "unknown session; sessions are not shared between instances at the moment"));
        }
        return CompletableFuture.completedFuture(
                new Identity(newSession(), request.username(), request.clientId(), false));
    }

    private static String newSession() {
        byte[] chance = new byte[SESSION_BYTES];
        RANDOM.nextBytes(chance);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    }
}
