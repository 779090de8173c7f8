package dev.wsctl.load.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has, as the system counts it. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmRSS:";

    private ResidentMemory() {}

    /** 0 where the system doesn't tell. */
    static long bytes() {
        try {
            return parse(Files.readString(STATUS));
        } catch (IOException notLinux) {
            return 0;
        }
    }

    static long parse(String status) {
        return status.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).replace("kB", "").strip())
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
                .findFirst()
                .orElse(0);
    }
}
