package dev.wsctl.load.team;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Workers as processes of this machine. They end when their pipe from this process does, however that comes about, and
 * leave Ctrl-C to it.
 */
public final class LocalWorkers implements Team {

    private static final int MOST = 64;
    private static final long PATIENCE_MILLIS = 3_000;

    private final List<Process> processes = new ArrayList<>();
    private final List<TeamLink> links = new ArrayList<>();

    private LocalWorkers() {}

    /** How many there may be. */
    public static int most() {
        return MOST;
    }

    /** @throws IOException if one of them cannot be started; none is left then */
    public static LocalWorkers start(int count) throws IOException {
        LocalWorkers workers = new LocalWorkers();
        try {
            for (int number = 1; number <= count; number++) {
                workers.start(command(), number);
            }
        } catch (IOException e) {
            workers.close();
            throw new IOException("cannot start a worker process: " + e.getMessage(), e);
        }
        return workers;
    }

    private void start(List<String> command, int number) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        links.add(new PipeLink(
                "worker " + number + " (process " + process.pid() + ")",
                process.getInputStream(),
                new BufferedOutputStream(process.getOutputStream())));
    }

    /** The shell makes it ignore Ctrl-C, which a terminal sends to all processes: the leader tells them when to stop. */
    private static List<String> command() {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "wsctl-loadtest-worker"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Dio.netty.jfr.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName()));
        return command;
    }

    @Override
    public List<TeamLink> links() {
        return List.copyOf(links);
    }

    /** For tests that mistreat one. */
    public List<Process> processes() {
        return List.copyOf(processes);
    }

    @Override
    public void close() {
        links.forEach(TeamLink::close);
        boolean interrupted = false;
        for (Process process : processes) {
            try {
                if (interrupted) {
                    process.destroyForcibly();
                } else if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                process.destroyForcibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
