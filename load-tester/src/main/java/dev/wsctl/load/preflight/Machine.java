package dev.wsctl.load.preflight;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this machine allows, as far as it tells; empty where it doesn't.
 *
 * @param openFiles this process may have; {@link #UNLIMITED} where there is no limit
 * @param openFilesAtMost what this process may raise that to by itself: the hard limit
 * @param ports one address can connect from to one address and port of a server
 * @param backlog connections that may wait to be accepted by a server of this machine
 * @param freeBytes of memory that could be had without swapping
 * @param heapBytes this JVM may use for objects, {@code -Xmx}
 * @param processors this JVM may use
 */
public record Machine(
        OptionalLong openFiles,
        OptionalLong openFilesAtMost,
        OptionalLong ports,
        OptionalLong backlog,
        OptionalLong freeBytes,
        long heapBytes,
        int processors) {

    /** A limit that is none. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final String OPEN_FILES = "Max open files";
    private static final String FREE = "MemAvailable:";

    /** The one this process runs on. */
    public static Machine here() {
        Machine linux = of(
                Path.of("/proc"),
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().availableProcessors());
        return linux.openFiles().isPresent()
                ? linux
                : new Machine(
                        openFilesOfTheJvm(),
                        linux.openFilesAtMost(),
                        linux.ports(),
                        linux.backlog(),
                        linux.freeBytes(),
                        linux.heapBytes(),
                        linux.processors());
    }

    /** @param proc laid out like {@code /proc} of Linux, proc(5); what is missing there is not known */
    static Machine of(Path proc, long heapBytes, int processors) {
        String limits = ProcFile.text(proc.resolve("self/limits"));
        return new Machine(
                openFiles(limits, 0),
                openFiles(limits, 1),
                ports(ProcFile.text(proc.resolve("sys/net/ipv4/ip_local_port_range"))),
                number(ProcFile.text(proc.resolve("sys/net/core/somaxconn"))),
                free(ProcFile.text(proc.resolve("meminfo"))),
                heapBytes,
                processors);
    }

    private static OptionalLong openFilesOfTheJvm() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? OptionalLong.of(unix.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }

    /** @param column 0 for the soft limit, 1 for the hard one */
    private static OptionalLong openFiles(String limits, int column) {
        for (String line : limits.lines().toList()) {
            if (line.startsWith(OPEN_FILES)) {
                String[] values = line.substring(OPEN_FILES.length()).strip().split("\\s+", 3);
                return values.length > column ? number(values[column]) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong ports(String range) {
        String[] ends = range.strip().split("\\s+", 2);
        if (ends.length < 2) {
            return OptionalLong.empty();
        }
        OptionalLong low = number(ends[0]);
        OptionalLong high = number(ends[1]);
        return low.isPresent() && high.isPresent() && high.getAsLong() >= low.getAsLong()
                ? OptionalLong.of(high.getAsLong() - low.getAsLong() + 1)
                : OptionalLong.empty();
    }

    private static OptionalLong free(String memory) {
        for (String line : memory.lines().toList()) {
            if (line.startsWith(FREE)) {
                OptionalLong kibibytes =
                        number(line.substring(FREE.length()).strip().split("\\s+", 2)[0]);
                return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() << 10) : kibibytes;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        String word = text.strip();
        if (word.equals("unlimited")) {
            return OptionalLong.of(UNLIMITED);
        }
        return word.matches("[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(word)) : OptionalLong.empty();
    }
}
