package dev.wsctl.load.engine;

import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.preflight.Headcount;
import dev.wsctl.load.preflight.Preflight;
import dev.wsctl.load.team.TeamLink;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One worker's part in a run: opens its share of the connections, waits for the others, sends and receives, and brings home
 * what it measured. Ends when its leader does.
 */
public final class MemberRun implements Company {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Beyond what a delivery may take: the leader decides when nothing more is waited for. */
    private static final long SLACK_NANOS = 5_000_000_000L;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final TeamLink leader;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<TeamMessage.@Nullable Go> go = new AtomicReference<>();

    public MemberRun(TeamLink leader) {
        this.leader = leader;
    }

    /**
     * @param patience how long to wait to be told what to do
     * @return whether the leader has been told what came of it
     */
    public boolean carryOut(Duration patience) {
        try {
            leader.send(TeamWire.bytes(new TeamMessage.Hello(TeamMessage.VERSION, machine())));
            byte[] first = leader.receive(patience);
            if (first == null || !(TeamWire.read(first) instanceof TeamMessage.Job job)) {
                return false;
            }
            Thread listening = new Thread(this::listen, "from the leader");
            listening.setDaemon(true);
            listening.start();
            leader.send(TeamWire.bytes(result(job)));
            return true;
        } catch (IOException leaderIsGone) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private TeamMessage result(TeamMessage.Job job) {
        try {
            Preflight.require(job.plan(), Headcount.oneOf(job.share().of()));
            LoadRun run =
                    new LoadRun(job.plan(), job.runId(), job.share(), this, LoadListener.NONE, Outside.NONE, stop);
            Outcome outcome = run.outcome((context, workers) -> new StatusFeed(context, workers, this::tell));
            return new TeamMessage.Home(outcome, leader.clockErrorNanos());
        } catch (PlanException obstacle) {
            return new TeamMessage.Unable(obstacle.getMessage() + ". " + obstacle.hint());
        } catch (RuntimeException | Error e) {
            return new TeamMessage.Unable("it failed: " + e);
        }
    }

    private void tell(TeamMessage message) {
        try {
            leader.send(TeamWire.bytes(message));
        } catch (IOException leaderIsGone) {
            end();
        }
    }

    private void listen() {
        try {
            while (closed.getCount() > 0) {
                byte[] bytes = leader.receive(POLL);
                TeamMessage message = bytes == null ? null : TeamWire.read(bytes);
                if (message instanceof TeamMessage.Go started) {
                    go.set(started);
                } else if (message instanceof TeamMessage.Stop) {
                    stop.countDown();
                } else if (message instanceof TeamMessage.Close) {
                    closed.countDown();
                }
            }
        } catch (IOException leaderIsGone) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** Nobody is left to report to. */
    private void end() {
        stop.countDown();
        closed.countDown();
    }

    @Override
    public @Nullable Go settle(BitSet here, Feed feed, RunPulse pulse) throws InterruptedException {
        tell(new TeamMessage.Settled(here));
        while (closed.getCount() > 0) {
            TeamMessage.Go started = go.get();
            if (started != null) {
                return new Go(started.present(), started.originNanos() - leader.offsetNanos());
            }
            if (pulse.pause()) {
                return null;
            }
            feed.beat();
        }
        return null;
    }

    @Override
    public boolean isWaiting(boolean waitingHere) {
        return closed.getCount() > 0;
    }

    @Override
    public long patienceNanos(long deliveryDeadline) {
        return 2 * deliveryDeadline + SLACK_NANOS;
    }

    /** Names this machine, so that the processors of one are not counted twice. */
    private static String machine() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException unknown) {
                return "";
            }
        }
    }
}
