package dev.wsctl.load.engine;

import dev.wsctl.load.engine.TeamMessage.Close;
import dev.wsctl.load.engine.TeamMessage.Go;
import dev.wsctl.load.engine.TeamMessage.Hello;
import dev.wsctl.load.engine.TeamMessage.Home;
import dev.wsctl.load.engine.TeamMessage.Job;
import dev.wsctl.load.engine.TeamMessage.Settled;
import dev.wsctl.load.engine.TeamMessage.Status;
import dev.wsctl.load.engine.TeamMessage.Stop;
import dev.wsctl.load.engine.TeamMessage.Unable;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Team messages as bytes. The plan gives an outcome its shape, so both ends have it before one is sent. */
final class TeamWire {

    private TeamWire() {}

    static byte[] bytes(TeamMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), message);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, TeamMessage message) throws IOException {
        if (message instanceof Hello hello) {
            out.writeByte('H');
            out.writeInt(hello.version());
            Wire.text(out, hello.machine());
        } else if (message instanceof Job job) {
            out.writeByte('J');
            out.writeInt(job.share().index());
            out.writeInt(job.share().of());
            out.writeLong(job.runId());
            PlanWire.write(out, job.plan());
        } else if (message instanceof Settled settled) {
            out.writeByte('S');
            Wire.bits(out, settled.here());
        } else if (message instanceof Go go) {
            out.writeByte('G');
            Wire.bits(out, go.present());
            out.writeLong(go.originNanos());
        } else if (message instanceof Status status) {
            out.writeByte('I');
            status(out, status);
        } else if (message instanceof Stop) {
            out.writeByte('X');
        } else if (message instanceof Close) {
            out.writeByte('C');
        } else if (message instanceof Home home) {
            out.writeByte('O');
            outcome(out, home.outcome());
            out.writeLong(home.clockErrorNanos());
        } else if (message instanceof Unable unable) {
            out.writeByte('U');
            Wire.text(out, unable.why());
        }
    }

    /**
     * @param plan of the run, for reading an outcome
     * @throws IOException if it is no message of this version
     */
    static TeamMessage read(byte[] bytes, LoadPlan plan) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        byte kind = in.readByte();
        return switch (kind) {
            case 'S' -> new Settled(Wire.bits(in));
            case 'I' -> status(in);
            case 'O' -> new Home(outcome(in, plan), in.readLong());
            default -> read(kind, in);
        };
    }

    /** The same for messages that need no plan to be understood. */
    static TeamMessage read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return read(in.readByte(), in);
    }

    private static TeamMessage read(byte kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case 'H' -> new Hello(in.readInt(), Wire.text(in));
            case 'J' -> new Job(new Share(in.readInt(), in.readInt()), in.readLong(), PlanWire.read(in));
            case 'G' -> new Go(Wire.bits(in), in.readLong());
            case 'X' -> new Stop();
            case 'C' -> new Close();
            case 'U' -> new Unable(Wire.text(in));
            default -> throw new IOException("it said something this version doesn't know");
        };
    }

    private static void status(DataOutputStream out, Status status) throws IOException {
        out.writeInt(status.joined());
        out.writeInt(status.present());
        out.writeInt(status.failed());
        out.writeLong(status.sent());
        out.writeLong(status.delivered());
        out.writeLong(status.promised());
        out.writeBoolean(status.doneSending());
        out.writeLong(status.sendLagNanos());
        out.writeLong(status.loopLagNanos());
        out.writeDouble(status.cpuPercent());
        Wire.histogram(out, status.interval());
    }

    private static Status status(DataInputStream in) throws IOException {
        return new Status(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                Wire.histogram(in));
    }

    /** Seconds stay behind, since the leader keeps those of all. */
    private static void outcome(DataOutputStream out, Outcome outcome) throws IOException {
        outcome.recorded().write(out);
        Wire.longs(out, outcome.expectation().pairs());
        out.writeInt(outcome.joined());
        Wire.list(out, outcome.failures(), (o, failure) -> {
            Wire.text(o, failure.target());
            Wire.text(o, failure.reason());
            o.writeInt(failure.count());
        });
        out.writeDouble(outcome.self().cpuPercent());
        out.writeDouble(outcome.self().longestPauseMicros());
        out.writeDouble(outcome.self().pausedShare());
        out.writeLong(outcome.self().memoryBytes());
        out.writeLong(outcome.measured().sendingNanos());
        out.writeLong(outcome.measured().windowNanos());
        Wire.longs(out, outcome.disturbances().losses().byStage());
        out.writeBoolean(outcome.stopped());
    }

    private static Outcome outcome(DataInputStream in, LoadPlan plan) throws IOException {
        int targets = plan.targets().size();
        Recorder recorded = new Recorder(targets, plan.stages().size());
        recorded.read(in);
        long[] pairs = new long[targets * targets];
        Wire.longs(in, pairs);
        int joined = in.readInt();
        List<LoadReport.Failure> failures =
                Wire.list(in, i -> new LoadReport.Failure(Wire.text(i), Wire.text(i), i.readInt()));
        Outcome.Self self = new Outcome.Self(in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
        Outcome.Measured measured = new Outcome.Measured(in.readLong(), in.readLong());
        long[] lostInGap = new long[plan.stages().size()];
        Wire.longs(in, lostInGap);
        return new Outcome(
                recorded,
                Expectation.of(pairs, targets, plan.stages().size()),
                joined,
                failures,
                self,
                List.of(),
                measured,
                new Disturbances(GapLosses.of(plan.stages(), lostInGap), List.of()),
                in.readBoolean());
    }
}
