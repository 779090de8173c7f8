package dev.wsctl.load.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is done during a stage to find out how a cluster takes it. */
public sealed interface Disturbance {

    /** In words, as a report says it. */
    String text();

    /** Whether it acts outside of this tool's own connections, which nobody may do by a plan file alone. */
    default boolean needsConsent() {
        return false;
    }

    /**
     * Some of the clients drop their connections without a word and come back, all at once or by the plan's backoff.
     *
     * @param share of the clients, over 0 to 1
     * @param atOnce the first attempt follows at once, without the backoff's first wait
     */
    record Reconnect(double share, boolean atOnce) implements Disturbance {
        public Reconnect {
            requireShare(share);
        }

        @Override
        public String text() {
            return percent(share) + " of the clients drop and reconnect" + (atOnce ? " at once" : " by their backoff");
        }
    }

    /**
     * Some of the clients stop reading for the whole stage.
     *
     * @param receiveBuffer of their sockets, bytes, so that the server notices soon
     */
    record SlowReaders(double share, int receiveBuffer) implements Disturbance {
        public SlowReaders {
            requireShare(share);
            requireBuffer(receiveBuffer);
        }

        @Override
        public String text() {
            return percent(share) + " of the clients stop reading";
        }
    }

    /**
     * Some of the clients are on bad networks: bytes wait before they are read, up to twice {@code delay} and on average
     * that long, and no more than {@code bytesPerSecond} are.
     */
    record BadNetwork(double share, Duration delay, int bytesPerSecond) implements Disturbance {
        public BadNetwork {
            requireShare(share);
            if (delay.toMillis() < 1 || delay.toMillis() > 60_000) {
                throw new PlanException("a bad network's delay is from 1 ms to 60 s", "For example delay: 300ms.");
            }
            if (bytesPerSecond < 1) {
                throw new PlanException(
                        "a bad network lets at least 1 byte a second through", "For example bytes_per_s: 4000.");
            }
        }

        @Override
        public String text() {
            return percent(share) + " of the clients are on bad networks: " + delay.toMillis() + " ms, "
                    + bytesPerSecond + " bytes/s";
        }
    }

    /**
     * A signal to a process of this machine, and perhaps another one when the stage ends.
     *
     * @param process a process id, or the path of a file that holds one
     * @param signal TERM, KILL, STOP, CONT, INT or HUP
     * @param after sent when the stage ends: STOP without CONT would leave a process stopped, so it implies that
     */
    record Signal(String process, String signal, Optional<String> after) implements Disturbance {
        private static final List<String> SIGNALS = List.of("TERM", "KILL", "STOP", "CONT", "INT", "HUP");

        public Signal {
            requireSignal(signal);
            after.ifPresent(Signal::requireSignal);
            if (process.isBlank()) {
                throw new PlanException("no process is named for the signal", "Give its id or a file that holds it.");
            }
            if (signal.equals("STOP") && after.isEmpty()) {
                after = Optional.of("CONT");
            }
        }

        private static void requireSignal(String signal) {
            if (!SIGNALS.contains(signal)) {
                throw new PlanException(
                        "unknown signal '" + signal + "'", "Signals: " + String.join(", ", SIGNALS) + ".");
            }
        }

        @Override
        public String text() {
            return "SIG" + signal + " to process " + process
                    + after.map(last -> ", SIG" + last + " at the end").orElse("");
        }

        @Override
        public boolean needsConsent() {
            return true;
        }
    }

    /**
     * A command of the shell, and perhaps another one when the stage ends.
     *
     * @param line given to {@code sh -c}
     * @param after likewise, when the stage ends
     */
    record Command(String line, Optional<String> after) implements Disturbance {
        public Command {
            if (line.isBlank()) {
                throw new PlanException("the command is empty", "For example command: docker restart chat-a.");
            }
        }

        @Override
        public String text() {
            return "command: " + line
                    + after.map(last -> ", at the end: " + last).orElse("");
        }

        @Override
        public boolean needsConsent() {
            return true;
        }
    }

    /**
     * Redis answers nobody for a while: CLIENT PAUSE.
     *
     * @param url of the Redis, with whatever secret it needs
     */
    record RedisPause(String url, Duration length) implements Disturbance {
        public RedisPause {
            if (length.toMillis() < 1 || length.toMillis() > 300_000) {
                throw new PlanException("Redis is paused for 1 ms to 5 min, no longer", "For example pause: 5s.");
            }
        }

        @Override
        public String text() {
            return "Redis pauses for " + seconds(length);
        }

        @Override
        public boolean needsConsent() {
            return true;
        }

        /** Without the URL, which may hold a password. */
        @Override
        public String toString() {
            return "RedisPause[" + length + "]";
        }
    }

    /**
     * Something is done to servers or Redis by the process that leads the run, of which this plan's is a worker: what it
     * is, and what it needs to do it, stays there.
     */
    record ByTheLeader() implements Disturbance {
        @Override
        public String text() {
            return "servers or Redis are disturbed by the leader of the run";
        }

        @Override
        public boolean needsConsent() {
            return true;
        }
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new PlanException("a share of the clients is over 0 % and at most 100 %", "For example clients: 5%.");
        }
    }

    private static void requireBuffer(int bytes) {
        if (bytes < 1024 || bytes > 1 << 24) {
            throw new PlanException(
                    "a receive buffer has 1 KiB to 16 MiB, not " + bytes + " bytes",
                    "For example receive_buffer: 4096.");
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * share).replaceAll("\\.?0+ %", " %");
    }

    private static String seconds(Duration length) {
        long millis = length.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
