package dev.wsctl.load.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether a client that had joined is there and reads, and since when not: what a disturbance did to it, and what it
 * explains. Times are nanoseconds since the run's origin. Belongs to the client's event loop.
 */
final class Attendance {

    /** What takes longer on its way had to wait for something. */
    private static final long PILED_UP_NANOS = 1_000_000_000L;
    /** No server waits longer for a client's sign of life; one that is as slow as that is slow by itself. */
    private static final long LONGEST_RECOVERY_NANOS = 60_000_000_000L;

    private @Nullable Absences absences;
    private boolean away;
    private boolean impaired;
    private int droppedIn;
    private int impairedIn;
    /** When it was let read again, until it has received something sent later; negative otherwise. */
    private long recoveringSince = -1;

    private long restoredAt;

    private int failedAttempts;
    private String lastFailure = "no attempt has ended";
    /** How long the server has asked it to stay away once it ends the connection; negative: it has not. */
    private long announcedWaitNanos = -1;

    /** A connection of its has joined: nothing that was said of the last one holds. */
    void joined() {
        announcedWaitNanos = -1;
    }

    /** The server will end this connection, and asks it to stay away for so long. */
    void announced(long waitNanos) {
        announcedWaitNanos = waitNanos;
    }

    /**
     * How long to stay away, said by the server for the end of this connection: it knows when it is back, and spreads its
     * clients over a while. Negative if it said nothing.
     */
    long takeAnnouncedWaitNanos() {
        long wait = announcedWaitNanos;
        announcedWaitNanos = -1;
        return wait;
    }

    /** From now on it does not read as it could. */
    void impaired(int stage, long nanos) {
        impaired = true;
        impairedIn = stage;
        recoveringSince = -1;
        absences().begin(nanos);
    }

    /** It reads as it can again. */
    void restored(long nanos) {
        impaired = false;
        restoredAt = nanos;
        if (!away) {
            recoveringSince = nanos;
        }
    }

    /**
     * It may read again, but what it read less of may have ended its connection without its knowing: a server's last
     * words can be stuck for half a minute. Only something that was sent since then, and came at once, shows that all is well.
     */
    boolean isRecovering() {
        return recoveringSince >= 0;
    }

    /** The last stage that kept it from reading. */
    int impairedIn() {
        return impairedIn;
    }

    /**
     * It has received something that was sent then. What comes late is still what piled up for it: the server may have given
     * it up meanwhile, and its last words come after that.
     */
    void heard(long sentNanos, long nowNanos) {
        if (!isRecovering() || sentNanos < recoveringSince) {
            return;
        }
        if (nowNanos - sentNanos > PILED_UP_NANOS && nowNanos - restoredAt < LONGEST_RECOVERY_NANOS) {
            recoveringSince = nowNanos;
        } else {
            recoveringSince = -1;
            absences().end(sentNanos);
        }
    }

    /** Its connection has ended in this stage. */
    void left(int stage, long nanos) {
        recoveringSince = -1;
        absences().begin(nanos);
        away = true;
        droppedIn = stage;
        failedAttempts = 0;
    }

    void returned(long nanos) {
        away = false;
        if (!impaired) {
            absences().end(nanos);
        }
    }

    /** Whether its connection has ended and it is to come back. */
    boolean isAway() {
        return away;
    }

    /** The stage in which it last did. */
    int droppedIn() {
        return droppedIn;
    }

    /** @return how many attempts to come back have failed */
    int failedAgain(String reason) {
        lastFailure = reason;
        return ++failedAttempts;
    }

    String lastFailure() {
        return lastFailure;
    }

    /** Whether a message sent then may be missing because it was away or could not read; see {@link Absences#explain}. */
    boolean explains(long sentNanos, long underWayNanos) {
        return absences != null && absences.explain(sentNanos, underWayNanos);
    }

    private Absences absences() {
        Absences mine = absences;
        if (mine == null) {
            mine = new Absences();
            absences = mine;
        }
        return mine;
    }
}
