package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.RunAddress;
import dev.wsctl.cli.source.RunAssembly;
import dev.wsctl.cli.source.RunSeat;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.engine.MemberRun;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.team.LocalWorkers;
import dev.wsctl.load.team.Team;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries a plan out by so many processes: this one alone, others that it starts, or others that come to it over Redis.
 *
 * @param count 1, and no place to meet: this process
 * @param place where the others come to
 * @param patience how long they may take
 * @param err told who has come
 */
record LoadWorkers(int count, Optional<RunAddress> place, Duration patience, PrintStream err) {

    LoadReport run(LoadTest test, LoadPlan plan, LoadListener progress) {
        if (count == 1 && place.isEmpty()) {
            return test.run(plan, progress);
        }
        try (Team team = place.isPresent() ? assembly(place.get(), test) : LocalWorkers.start(count)) {
            return test.run(plan, progress, team);
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        } catch (IOException e) {
            throw new WsctlException(
                    ExitCode.UNKNOWN, String.valueOf(e.getMessage()), "fewer --workers, or free memory for them");
        }
    }

    /** Works for a leader elsewhere, who alone says what came of it. */
    static int join(RunAddress address, Duration patience, PrintStream err) {
        try (RunSeat seat = RunSeat.take(address.redis(), address.run())) {
            err.println("joined run " + address.run() + "; its leader reports");
            if (new MemberRun(seat.link()).carryOut(patience)) {
                return ExitCode.OK.code();
            }
            throw new WsctlException(
                    ExitCode.UNKNOWN,
                    "run " + address.run() + " has no leader, or has lost it",
                    "start it with --coordinate and the same address, and see what it says");
        }
    }

    private Team assembly(RunAddress meeting, LoadTest test) {
        err.println("run " + meeting.run() + " waits for " + count + " workers");
        return RunAssembly.gather(
                meeting.redis(),
                meeting.run(),
                count,
                patience,
                here -> err.println(here + " of " + count + " workers are here"),
                test::isStopped);
    }
}
