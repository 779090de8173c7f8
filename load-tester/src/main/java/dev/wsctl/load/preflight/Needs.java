package dev.wsctl.load.preflight;

import dev.wsctl.load.ledger.RoomLedger;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Topology;
import java.util.stream.LongStream;

/**
 * What each process needs that carries out a plan. The figures are those of docs/loadtest.md, and tests hold them against
 * what is allocated.
 *
 * @param connections it opens, at most
 * @param openFiles it has at the same time
 * @param memory about
 */
public record Needs(long connections, long openFiles, Memory memory) {

    /** Files a JVM with this tool holds open beside the sockets: libraries, jars, epoll and timer descriptors. */
    public static final int OWN_FILES = 100;

    /** Of one connection: its objects and its part of the run's tables. */
    public static final long CONNECTION_BYTES = 6 << 10;

    /** On top for {@code wss://}: TLS' engine, session and buffers. Estimated, not measured. */
    public static final long TLS_BYTES = 45 << 10;

    /** On top, outside the heap, where messages are compressed: zlib's window of one inflater. */
    public static final long INFLATER_BYTES = 44 << 10;

    /** Of one pair of targets, an event loop: counters and a histogram of 2 digits up to a minute. */
    public static final long PAIR_BYTES = 32 << 10;

    /** Of one stage, an event loop: three histograms of 3 digits up to an hour. */
    public static final long STAGE_BYTES = 800 << 10;

    /** On top for a stage that disturbs: two more of them. */
    public static final long DISTURBED_BYTES = 2 * STAGE_BYTES / 3;

    /** What the tool itself keeps, whatever the plan. */
    public static final long OWN_BYTES = 16L << 20;

    /**
     * Bytes of one process.
     *
     * @param connections on the heap
     * @param outsideHeap of connections
     * @param matrix of all pairs of targets
     * @param stages of all stages
     * @param ledger while every message arrives everywhere within the delivery deadline
     * @param ledgerMost if a first message of every sender is lost, and all later ones are kept account of: it grows no further
     * @param data of rows
     */
    public record Memory(
            long connections, long outsideHeap, long matrix, long stages, long ledger, long ledgerMost, long data) {

        /** The heap of a run that goes well. */
        public long heap() {
            return OWN_BYTES + connections + matrix + stages + ledger + data;
        }

        /** The heap if messages are lost, at most. */
        public long heapMost() {
            return heap() - ledger + ledgerMost;
        }
    }

    /** @param processors of a machine it runs on */
    static Needs of(LoadPlan plan, Headcount heads, int processors) {
        long connections = connections(plan, heads);
        return new Needs(connections, connections + OWN_FILES, memory(plan, heads, connections, processors));
    }

    /** Of the process that has most: rooms are dealt out to the processes in turn where they are kept whole. */
    private static long connections(LoadPlan plan, Headcount heads) {
        if (!plan.keepsRoomsWhole()) {
            return heads.part(plan.connections());
        }
        Topology topology = Topology.of(plan);
        long[] each = new long[heads.size()];
        for (int room = 0; room < plan.rooms(); room++) {
            each[room % each.length] += topology.size(room);
        }
        return LongStream.of(each).max().orElse(0);
    }

    private static Memory memory(LoadPlan plan, Headcount heads, long connections, int processors) {
        boolean encrypted = plan.targets().stream().anyMatch(target -> "wss".equals(target.getScheme()));
        long targets = plan.targets().size();
        // A set of histograms for each event loop, and one in which they are added up.
        long sets = 1L + Math.max(1, Math.min(plan.rooms(), processors / 2 / heads.size()));
        long disturbed = plan.stages().stream()
                .filter(stage -> stage.disturbance().isPresent())
                .count();
        return new Memory(
                connections * (CONNECTION_BYTES + (encrypted ? TLS_BYTES : 0)),
                plan.network().compression() ? connections * INFLATER_BYTES : 0,
                sets * targets * targets * PAIR_BYTES,
                sets * (plan.stages().size() * STAGE_BYTES + disturbed * DISTURBED_BYTES),
                ledger(plan, heads, false),
                ledger(plan, heads, true),
                plan.message().data().bytes().length);
    }

    /** Where rooms span all processes, each keeps account of all messages. */
    private static long ledger(LoadPlan plan, Headcount heads, boolean lossy) {
        Topology topology = Topology.of(plan);
        long each = lossy ? Traffic.of(plan).messagesOfASender() : underWay(plan);
        long bytes = 0;
        for (int room = 0; room < plan.rooms(); room++) {
            bytes += RoomLedger.bytes(topology.size(room), topology.senders(room), each);
        }
        return plan.keepsRoomsWhole() ? heads.part(bytes) : bytes;
    }

    /** Of one sender at a time. */
    private static long underWay(LoadPlan plan) {
        if (plan.inFlight().isPresent()) {
            return plan.inFlight().getAsInt();
        }
        double messages = plan.ratePerSecond() * plan.deliveryDeadline().toMillis() / 1e3;
        return (long) Math.ceil(messages / Topology.of(plan).senders());
    }
}
