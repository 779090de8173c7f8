package dev.wsctl.load.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What cannot work on this machine, said before it is tried. */
public final class Preflight {

    /** Files a JVM with this tool holds open beside the sockets: libraries, jars, epoll and timer descriptors. */
    private static final int OWN_FILES = 100;

    private static final Path LIMITS = Path.of("/proc/self/limits");

    private Preflight() {}

    /** The open-file limit of this process, where the system tells it. */
    public static OptionalLong openFileLimit() {
        try {
            return parseOpenFileLimit(Files.readString(LIMITS));
        } catch (IOException e) {
            // Not Linux: what the JVM knows, if it does.
            if (java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                    instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
                return OptionalLong.of(unix.getMaxFileDescriptorCount());
            }
            return OptionalLong.empty();
        }
    }

    static OptionalLong parseOpenFileLimit(String procLimits) {
        for (String line : procLimits.lines().toList()) {
            if (line.startsWith("Max open files")) {
                String soft = line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
                return soft.equals("unlimited") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(soft));
            }
        }
        return OptionalLong.empty();
    }

    /** Why {@code plan} cannot work under this open-file limit, or nothing. */
    public static Optional<PlanException> check(LoadPlan plan, OptionalLong openFileLimit) {
        return check(plan, openFileLimit, 1);
    }

    /** The same for a plan that so many processes carry out together. */
    public static Optional<PlanException> check(LoadPlan plan, OptionalLong openFileLimit, int processes) {
        long each = (plan.connections() + processes - 1L) / processes + OWN_FILES;
        if (openFileLimit.isPresent() && each > openFileLimit.getAsLong()) {
            long possible = Math.max(0, openFileLimit.getAsLong() - OWN_FILES) * processes;
            return Optional.of(new PlanException(
                    plan.connections() + " connections need more open files than "
                            + (processes == 1 ? "this process" : processes + " processes") + " may have ("
                            + openFileLimit.getAsLong() + (processes == 1 ? ")" : " each)"),
                    "Ask for at most " + possible + " connections, or raise the limit: ulimit -n " + each + "."));
        }
        return Optional.empty();
    }
}
