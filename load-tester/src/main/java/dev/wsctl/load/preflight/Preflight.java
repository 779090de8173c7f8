package dev.wsctl.load.preflight;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.preflight.Limit.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What would not fit on a machine, said before it is tried. Pure. */
public final class Preflight {

    /** Connections being opened at the same time, to all targets together. */
    private static final int UNDER_WAY = 128;

    private Preflight() {}

    /** All limits, in the order in which a run would meet them. */
    public static List<Limit> limits(LoadPlan plan, Headcount heads, Machine machine) {
        Needs needs = Needs.of(plan, heads, machine.processors());
        List<Limit> limits = new ArrayList<>();
        limits.add(openFiles(plan, heads, needs, machine));
        limits.addAll(Ports.limits(plan, heads, machine));
        limits.add(backlog(plan, machine));
        limits.add(heap(plan, needs, machine));
        limits.add(free(heads, needs, machine));
        return limits;
    }

    /** Why {@code plan} cannot work here, or nothing. */
    public static Optional<PlanException> obstacle(List<Limit> limits) {
        List<Limit> tooLow =
                limits.stream().filter(limit -> limit.state() == State.TOO_LOW).toList();
        if (tooLow.isEmpty()) {
            return Optional.empty();
        }
        Limit first = tooLow.get(0);
        return Optional.of(new PlanException(
                first.problem(),
                first.hint()
                        + (tooLow.size() == 1
                                ? ""
                                : " Too low as well: "
                                        + String.join(
                                                ", ",
                                                tooLow.subList(1, tooLow.size()).stream()
                                                        .map(Limit::name)
                                                        .toList())
                                        + ".")));
    }

    /** @throws PlanException if the plan cannot work on this machine */
    public static void require(LoadPlan plan, Headcount heads) {
        obstacle(limits(plan, heads, Machine.here())).ifPresent(obstacle -> {
            throw obstacle;
        });
    }

    private static Limit openFiles(LoadPlan plan, Headcount heads, Needs needs, Machine machine) {
        String name = "open files";
        if (machine.openFiles().isEmpty()) {
            return Limit.unknown(name, needs.openFiles());
        }
        long limit = machine.openFiles().getAsLong();
        if (needs.openFiles() <= limit) {
            return Limit.ok(name, needs.openFiles(), machine.openFiles());
        }
        long possible = Math.max(0, limit - Needs.OWN_FILES) * heads.size();
        OptionalLong hard = machine.openFilesAtMost();
        boolean needsRoot = hard.isPresent() && hard.getAsLong() < needs.openFiles();
        return new Limit(
                name,
                State.TOO_LOW,
                needs.openFiles(),
                machine.openFiles(),
                false,
                plan.connections() + " connections need more open files than "
                        + (heads.size() == 1 ? "this process" : heads.size() + " processes") + " may have (" + limit
                        + (heads.size() == 1 ? ")" : " each)"),
                "Ask for at most " + possible + " connections, or raise the limit: ulimit -n " + needs.openFiles()
                        + (needsRoot ? " as root, the hard limit is " + hard.getAsLong() : "")
                        + "; in a systemd unit LimitNOFILE=" + needs.openFiles() + ".");
    }

    /** Only a server of this machine has this machine's backlog; too small a one slows down, and rules nothing out. */
    private static Limit backlog(LoadPlan plan, Machine machine) {
        String name = "net.core.somaxconn";
        long together = Math.min(UNDER_WAY, plan.connections());
        if (machine.backlog().isEmpty()) {
            return Limit.unknown(name, together);
        }
        return together <= machine.backlog().getAsLong()
                ? Limit.ok(name, together, machine.backlog())
                : new Limit(
                        name,
                        State.TIGHT,
                        together,
                        machine.backlog(),
                        false,
                        "a server of this machine lets no more than "
                                + machine.backlog().getAsLong() + " connections wait to be accepted, and " + together
                                + " are opened at a time: the rest come 1 s, 3 s, 7 s later",
                        "As root: sysctl -w net.core.somaxconn=4096, and a server that asks for as many.");
    }

    private static Limit heap(LoadPlan plan, Needs needs, Machine machine) {
        long heap = needs.memory().heap();
        // In the closed model the servers' speed decides; the ledger's bound is far beyond what a run comes to.
        long most = plan.inFlight().isPresent() ? heap : needs.memory().heapMost();
        OptionalLong allowed = OptionalLong.of(machine.heapBytes());
        if (Math.max(heap + heap / 4, most) <= machine.heapBytes()) {
            return new Limit("heap", State.OK, heap, allowed, true, "", "");
        }
        boolean tooLow = heap > machine.heapBytes();
        boolean lossy = !tooLow && most > machine.heapBytes();
        // What is dead and not collected yet takes room, too.
        long wanted = (((lossy ? most : heap) * 3 / 2) >> 20) + 1;
        return new Limit(
                "heap",
                tooLow ? State.TOO_LOW : State.TIGHT,
                heap,
                allowed,
                true,
                (lossy
                                ? "if messages are lost, a process of the run may need " + mebibytes(most)
                                : "a process of the run needs about " + mebibytes(heap))
                        + " of heap, and may have " + mebibytes(machine.heapBytes()),
                "WSCTL_JAVA_OPTS=-Xmx" + wanted + "m" + (tooLow ? ", or more --workers, or fewer connections." : "."));
    }

    /** What is free may change, and there may be swap: too little of it rules nothing out. */
    private static Limit free(Headcount heads, Needs needs, Machine machine) {
        String name = "free memory";
        long needed = heads.here() * (needs.memory().heap() + needs.memory().outsideHeap());
        if (machine.freeBytes().isEmpty()) {
            return new Limit(name, State.UNKNOWN, needed, OptionalLong.empty(), true, Limit.NOT_TOLD, "");
        }
        boolean enough = needed <= machine.freeBytes().getAsLong();
        return new Limit(
                name,
                enough ? State.OK : State.TIGHT,
                needed,
                machine.freeBytes(),
                true,
                enough
                        ? ""
                        : "the run needs about " + mebibytes(needed) + " of memory, and "
                                + mebibytes(machine.freeBytes().getAsLong()) + " are free here",
                enough ? "" : "Ask for fewer connections, or let other machines join with --coordinate.");
    }

    private static String mebibytes(long bytes) {
        return ((bytes + (1 << 20) - 1) >> 20) + " MiB";
    }
}
