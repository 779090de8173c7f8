package dev.wsctl.load.engine;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Whom a process carries a plan out with. */
interface Company {

    /** Between the start's being settled and the first message, so that every loop is ready in time. */
    long LEAD_NANOS = 20_000_000L;

    /** Nobody. */
    Company NONE = new Company() {
        @Override
        public Go settle(BitSet here, Feed feed, RunPulse pulse) {
            return new Go(here, System.nanoTime() + LEAD_NANOS);
        }

        @Override
        public boolean isWaiting(boolean waitingHere) {
            return waitingHere;
        }

        @Override
        public long patienceNanos(long deliveryDeadline) {
            return deliveryDeadline;
        }
    };

    /**
     * When and with whom sending begins.
     *
     * @param present connections that have joined, in all processes
     * @param originNanos by this process' {@link System#nanoTime}
     */
    record Go(BitSet present, long originNanos) {}

    /**
     * Says who has joined here, and waits until everybody has said so.
     *
     * @return null if the run ends before that
     */
    @Nullable Go settle(BitSet here, Feed feed, RunPulse pulse) throws InterruptedException;

    /** Whether something may still arrive anywhere. */
    boolean isWaiting(boolean waitingHere);

    /** How long to wait for that at most. */
    long patienceNanos(long deliveryDeadline);
}
