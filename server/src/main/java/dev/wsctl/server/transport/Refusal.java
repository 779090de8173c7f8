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

    /** As metrics name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
