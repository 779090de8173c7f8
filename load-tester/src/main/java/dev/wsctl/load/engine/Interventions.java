package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Begins and ends what the plan's stages do to servers and Redis: once, however many processes carry the plan out, by the
 * one that leads them. Called by the thread that carries out the run, which it holds up for no longer than a signal takes.
 */
final class Interventions {

    private final LoadPlan plan;
    private final Outside outside;
    private final List<List<String>> notes = new ArrayList<>();
    private final List<Process> running = new CopyOnWriteArrayList<>();

    Interventions(LoadPlan plan, Outside outside) {
        this.plan = plan;
        this.outside = outside;
        plan.stages().forEach(stage -> notes.add(new CopyOnWriteArrayList<>()));
    }

    /** What there was to say of each stage. */
    List<List<String>> notes() {
        return notes;
    }

    void begin(int stage) throws InterruptedException {
        Disturbance what = plan.stages().get(stage).disturbance().orElse(null);
        if (what instanceof Disturbance.Signal signal) {
            signal(stage, signal.process(), signal.signal());
        } else if (what instanceof Disturbance.Command command) {
            run(stage, command.line());
        } else if (what instanceof Disturbance.RedisPause pause) {
            attempt(stage, () -> outside.pauseRedis(pause.url(), pause.length()));
        }
    }

    /** @param early the run ends before the stage does */
    void end(int stage, boolean early) throws InterruptedException {
        Disturbance what = plan.stages().get(stage).disturbance().orElse(null);
        if (what instanceof Disturbance.Signal signal) {
            Optional<String> after = signal.after();
            if (after.isPresent()) {
                signal(stage, signal.process(), after.get());
            }
        } else if (what instanceof Disturbance.Command command) {
            command.after().ifPresent(line -> run(stage, line));
        } else if (early && what instanceof Disturbance.RedisPause) {
            notes.get(stage).add("the run ended before the pause did: Redis resumes by itself");
        }
    }

    /** Commands that have not ended are ended. */
    void close() {
        running.forEach(Process::destroy);
    }

    private void signal(int stage, String process, String signal) throws InterruptedException {
        try {
            Processes.signal(Processes.id(process), signal);
        } catch (IOException e) {
            notes.get(stage).add(String.valueOf(e.getMessage()));
        }
    }

    private void run(int stage, String line) {
        attempt(stage, () -> {
            Process process = Processes.start(List.of("sh", "-c", line));
            running.add(process);
            Thread watch = new Thread(() -> watch(stage, process), "wsctl-command");
            watch.setDaemon(true);
            watch.start();
        });
    }

    private void watch(int stage, Process process) {
        try {
            String last = Processes.lastLine(process);
            int code = process.waitFor();
            if (code != 0) {
                notes.get(stage).add("the command ended with exit code " + code + (last.isEmpty() ? "" : ": " + last));
            }
        } catch (IOException e) {
            notes.get(stage).add("the command's output could not be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(process);
        }
    }

    private interface Attempt {
        void make() throws IOException;
    }

    private void attempt(int stage, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            notes.get(stage).add(String.valueOf(e.getMessage()));
        }
    }
}
