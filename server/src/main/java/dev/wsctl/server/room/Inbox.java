package dev.wsctl.server.room;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Deliveries for one loop: any thread puts, the loop takes all at once. Lock-free; the newest is on top. */
final class Inbox {

    private final AtomicReference<@Nullable Delivery> newest = new AtomicReference<>();

    /** @return whether it was empty: then, and only then, the loop must be woken */
    boolean put(Delivery delivery) {
        Delivery before;
        do {
            before = newest.get();
            delivery.next = before;
        } while (!newest.compareAndSet(before, delivery));
        return before == null;
    }

    /** @return everything in the order in which it was put, chained by {@link Delivery#next}; null if empty */
    @Nullable Delivery takeAll() {
        Delivery rest = newest.getAndSet(null);
        Delivery oldest = null;
        while (rest != null) {
            Delivery next = rest.next;
            rest.next = oldest;
            oldest = rest;
            rest = next;
        }
        return oldest;
    }
}
