package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.Envelope;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Where nothing is recorded: says of each room that messages may be missing, once it is subscribed again. */
final class GapTeller implements Continuity {

    private static final String REASON = "subscription_lost";

    private final Outlet outlet;
    private final Set<String> interrupted = new HashSet<>();

    GapTeller(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public void watch(String room) {}

    @Override
    public void forget(String room) {
        interrupted.remove(room);
    }

    @Override
    public void lost(String room) {
        interrupted.add(room);
    }

    @Override
    public void subscribed(String room) {
        if (interrupted.remove(room)) {
            outlet.gap(room, REASON);
        }
    }

    @Override
    public void arrived(String room, Envelope envelope, byte[] message) {
        outlet.deliver(room, message);
    }

    @Override
    public void whenWhole(String room, BooleanSupplier inVain, Runnable task) {
        task.run();
    }
}
