package dev.wsctl.load.engine;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Loses, doubles, misroutes and overtakes, each seldom, and keeps account of it. What becomes of a message at a member
 * depends on the seed, the sender's place in its room, the message's number among its sender's and the member's place:
 * so the same job meets the same fate, whoever does it. Every sender must send an even number of messages.
 */
final class Mischief implements FixtureServer.Treatment {

    private record Way(Channel sender, Channel member) {}

    private final long seed;
    private final Map<Way, FixtureServer.Parcel> held = new HashMap<>();
    private final Map<Way, Long> latest = new HashMap<>();
    private final AtomicReference<FixtureServer> server = new AtomicReference<>();
    private volatile Counts counts = new Counts(0, 0, 0, 0, 0);

    /** Of message × member pairs; what is misrouted is lost where it belonged. */
    record Counts(long delivered, long lost, long duplicated, long reordered, long misrouted) {
        Counts plus(Counts other) {
            return new Counts(
                    delivered + other.delivered,
                    lost + other.lost,
                    duplicated + other.duplicated,
                    reordered + other.reordered,
                    misrouted + other.misrouted);
        }
    }

    Mischief(long seed) {
        this.seed = seed;
    }

    /** The server this is done by. */
    void by(FixtureServer fixture) {
        server.set(fixture);
    }

    Counts counts() {
        return counts;
    }

    @Override
    public void treat(FixtureServer.Parcel parcel) {
        Way way = new Way(parcel.sender(), parcel.member());
        FixtureServer.Parcel earlier = held.remove(way);
        switch (dice(parcel)) {
            case 0 -> count(0, 1, 0, 0, 0);
            case 1 -> {
                arrive(way, parcel);
                parcel.deliver();
                count(0, 0, 1, 0, 0);
            }
            case 2 -> misroute(parcel);
            case 3, 4 -> {
                if (parcel.ofSender() % 2 == 0) {
                    held.put(way, parcel);
                } else {
                    arrive(way, parcel);
                }
            }
            default -> arrive(way, parcel);
        }
        if (earlier != null) {
            arrive(way, earlier);
        }
    }

    private int dice(FixtureServer.Parcel parcel) {
        long mixed = seed * 31 + parcel.senderPlace();
        mixed = mixed * 1_000_003 + parcel.ofSender();
        mixed = mixed * 1_000_003 + parcel.memberPlace();
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return (int) Math.floorMod(mixed ^ mixed >>> 31, 24L);
    }

    private void arrive(Way way, FixtureServer.Parcel parcel) {
        boolean overtaken = latest.getOrDefault(way, -1L) > parcel.ofSender();
        latest.merge(way, parcel.ofSender(), Math::max);
        parcel.deliver();
        count(1, 0, 0, overtaken ? 1 : 0, 0);
    }

    private void misroute(FixtureServer.Parcel parcel) {
        FixtureServer fixture = server.get();
        Channel stranger = fixture == null ? null : fixture.stranger(parcel.room());
        if (stranger == null) {
            throw new IllegalStateException("there must be another room");
        }
        parcel.deliverTo(stranger);
        count(0, 1, 0, 0, 1);
    }

    private void count(long delivered, long lost, long duplicated, long reordered, long misrouted) {
        counts = counts.plus(new Counts(delivered, lost, duplicated, reordered, misrouted));
    }
}
