package dev.wsctl.server.transport;

import java.util.Locale;

/** Why a connection was not upgraded. */
enum Refusal {
    DRAINING,
    MAX_CONNECTIONS,
    MAX_CONNECTIONS_PER_ADDRESS,
    ORIGIN,
    UNKNOWN_SESSION,
    SESSION_STORE,
    BAD_REQUEST;

    /** Whether an operator should hear of it: a limit was reached, or something is wrong here; not just with the client. */
    boolean isNews() {
        return this != BAD_REQUEST && this != UNKNOWN_SESSION && this != DRAINING;
    }

    /** As metrics name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
