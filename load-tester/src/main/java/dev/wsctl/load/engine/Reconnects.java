package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Backoff;
import java.util.SplittableRandom;

/**
 * In runs that disturb something, brings back the clients of one event loop whose connections ended. What they miss
 * meanwhile is expected all the same: a server that keeps it for them can still deliver it.
 */
final class Reconnects {

    private final Worker worker;
    private final Recorder recorder;
    private final RunClock clock;
    private final Backoff backoff;
    private final SplittableRandom random;
    private boolean over;

    Reconnects(Worker worker, SplittableRandom random) {
        this.worker = worker;
        this.random = random;
        recorder = worker.recorder;
        clock = worker.clock;
        backoff = worker.run.plan().backoff();
    }

    /** Whether this client would be brought back if its connection ended now. */
    boolean take(Client client) {
        return !over && client.room != null && worker.run.plan().isDisturbed();
    }

    /** We have ended its connection. */
    void dropped(Client client, boolean atOnce) {
        away(client, clock.stage(clock.now()));
        again(client, atOnce ? 0 : backoff.waitNanos(0, random));
    }

    /**
     * The server or the network has ended its connection: in a stage that disturbs nothing that is a failure, unless the
     * client has only now been able to notice what became of it in an earlier one.
     */
    void ended(Client client, String reason) {
        int stage = client.attendance.isRecovering() ? client.attendance.impairedIn() : clock.stage(clock.now());
        away(client, stage);
        if (!worker.run.isDisturbed(stage)) {
            worker.run.failures().add(worker.run.label(client.target), "during the run: " + reason, 1);
        }
        long announced = client.attendance.takeAnnouncedWaitNanos();
        again(client, announced >= 0 ? announced : backoff.waitNanos(0, random));
    }

    private void away(Client client, int stage) {
        client.attendance.left(stage, clock.now());
        recorder.stages[stage].dropped++;
        worker.touch(client);
        worker.run.away(client, 1);
        worker.outbox.changed(client);
    }

    /** An attempt to come back has failed. */
    void failed(Client client, String reason) {
        if (!over) {
            again(client, backoff.waitNanos(client.attendance.failedAgain(reason), random));
        }
    }

    void back(Client client) {
        long now = clock.now();
        recorder.stages[client.attendance.droppedIn()].back(now - clock.stageStart(client.attendance.droppedIn()));
        client.attendance.returned(now);
        worker.run.away(client, -1);
    }

    private void again(Client client, long delayNanos) {
        worker.schedule(
                () -> {
                    if (!over) {
                        client.open();
                    }
                },
                delayNanos);
    }

    /** Nobody comes back from now on. */
    void end() {
        over = true;
    }
}
