package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.team.TeamLink;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A worker as its leader knows it: listens to it on a thread of its own. */
final class Peer {

    /** A worker says something four times a second. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final TeamLink link;
    private final LoadPlan plan;
    private final Histogram interval = new Histogram(Recorder.LONGEST_NANOS, Recorder.MATRIX_DIGITS);
    private TeamMessage.Status status = new TeamMessage.Status(0, 0, 0, 0, 0, 0, false, 0, 0, Double.NaN, null);
    private long sendLag;
    private long loopLag;
    private long clockErrorNanos;
    private String machine = "";
    private @Nullable BitSet settled;
    private @Nullable Outcome home;
    private @Nullable String lost;

    Peer(TeamLink link, LoadPlan plan) {
        this.link = link;
        this.plan = plan;
    }

    String name() {
        return link.name();
    }

    /** How far its idea of the clock all share may be off; known when it is home. */
    synchronized long clockErrorNanos() {
        return clockErrorNanos;
    }

    void start(Share share, long runId) {
        tell(new TeamMessage.Job(share, runId, plan));
        Thread listening = new Thread(this::listen, "from " + link.name());
        listening.setDaemon(true);
        listening.start();
    }

    void go(BitSet present, long originNanoTime) {
        tell(new TeamMessage.Go(present, originNanoTime + link.offsetNanos()));
    }

    void tell(TeamMessage message) {
        try {
            link.send(TeamWire.bytes(message));
        } catch (IOException e) {
            lose(String.valueOf(e.getMessage()));
        }
    }

    private void listen() {
        try {
            while (isAtWork()) {
                byte[] bytes = link.receive(SILENCE);
                if (bytes == null) {
                    lose("it said nothing for " + SILENCE.toSeconds() + " s");
                } else {
                    take(TeamWire.read(bytes, plan));
                }
            }
        } catch (IOException e) {
            lose(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lose("this process was interrupted");
        }
    }

    private synchronized void take(TeamMessage message) {
        if (message instanceof TeamMessage.Hello hello) {
            machine = hello.machine();
            if (hello.version() != TeamMessage.VERSION) {
                lose("it is another version of wsctl");
            }
        } else if (message instanceof TeamMessage.Settled s) {
            settled = s.here();
        } else if (message instanceof TeamMessage.Status s) {
            status = s;
            sendLag = Math.max(sendLag, s.sendLagNanos());
            loopLag = Math.max(loopLag, s.loopLagNanos());
            if (s.interval() != null) {
                interval.add(s.interval());
            }
        } else if (message instanceof TeamMessage.Home h) {
            home = h.outcome();
            clockErrorNanos = h.clockErrorNanos();
        } else if (message instanceof TeamMessage.Unable unable) {
            lose(unable.why());
        }
    }

    synchronized void lose(String why) {
        if (lost == null && home == null) {
            lost = why;
        }
    }

    /** Neither home nor lost. */
    synchronized boolean isAtWork() {
        return lost == null && home == null;
    }

    /** Why it was lost, null if it was not. */
    synchronized @Nullable String lost() {
        return lost;
    }

    /** What it brought home, null if it has not. */
    synchronized @Nullable Outcome home() {
        return home;
    }

    /** Who has joined there, null as long as it still opens connections. */
    synchronized @Nullable BitSet settled() {
        return settled;
    }

    synchronized String machine() {
        return machine;
    }

    synchronized TeamMessage.Status status() {
        return status;
    }

    synchronized long takeWorstSendLag() {
        long worst = sendLag;
        sendLag = 0;
        return worst;
    }

    synchronized long takeWorstLoopLag() {
        long worst = loopLag;
        loopLag = 0;
        return worst;
    }

    synchronized void moveInterval(Histogram to) {
        to.add(interval);
        interval.reset();
    }
}
