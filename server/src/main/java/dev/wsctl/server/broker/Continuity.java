package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.Envelope;
import java.util.function.BooleanSupplier;

/**
 * What becomes of rooms whose subscription was interrupted: they are made whole, or told that they are not. For one event
 * loop.
 */
interface Continuity {

    /** Told of what comes out, in order. */
    interface Outlet {
        void deliver(String room, byte[] message);

        /** @param reason one word for programs */
        void gap(String room, String reason);
    }

    /** The room has local members from now on. */
    void watch(String room);

    /** The room has no local members any more. */
    void forget(String room);

    /** The room is not subscribed for the moment. */
    void lost(String room);

    /** Redis has confirmed the subscription of a room. */
    void subscribed(String room);

    /** A valid message of another instance, not seen before. */
    void arrived(String room, Envelope envelope, byte[] message);

    /**
     * Runs the task when nothing of the room is missing: at once, or after what is being filled.
     *
     * @param inVain whether nobody waits for the task any more: then it is not run, and forgotten
     */
    void whenWhole(String room, BooleanSupplier inVain, Runnable task);
}
