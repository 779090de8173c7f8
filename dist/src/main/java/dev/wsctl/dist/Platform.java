package dev.wsctl.dist;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machines that a package is for: those like the one that builds it, since the runtime image and its class-data archive are.
 *
 * @param system linux or macos
 * @param processor x86_64 or aarch64
 */
record Platform(String system, String processor) {

    /** @throws IllegalStateException if wsctl has no packages for such machines */
    static Platform current() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return new Platform(
                system.startsWith("linux") ? "linux" : system.startsWith("mac") ? "macos" : unknown(system),
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "aarch64";
                    default -> unknown(processor);
                });
    }

    private static String unknown(String what) {
        throw new IllegalStateException("there are packages for Linux and macOS on x86-64 and ARM64, not for " + what);
    }

    boolean isLinux() {
        return system.equals("linux");
    }

    /** As Debian and OCI call the processor. */
    String processorOfDistributions() {
        return processor.equals("x86_64") ? "amd64" : "arm64";
    }

    @Override
    public String toString() {
        return system + "-" + processor;
    }

    /** Whether an entry of a jar is native code that cannot run here: redis-server and Netty's transports are named so. */
    boolean isForeign(String entry) {
        boolean redis = entry.startsWith("redis-server-");
        boolean library = Stream.of(".so", ".jnilib", ".dylib", ".dll").anyMatch(entry::endsWith);
        if (redis) {
            String here = (isLinux() ? "linux-" : "darwin-") + processorOfDistributions();
            return !entry.endsWith(here);
        }
        return library && (names(entry, otherSystems()) || names(entry, otherProcessors()));
    }

    private List<String> otherSystems() {
        return isLinux() ? List.of(".jnilib", ".dylib", ".dll") : List.of(".so", ".dll");
    }

    private List<String> otherProcessors() {
        return processor.equals("x86_64")
                ? List.of("aarch_64", "aarch64", "arm", "riscv64", "ppc64", "s390", "/x86/")
                : List.of("x86_64", "amd64", "riscv64", "ppc64", "s390", "/x86/");
    }

    private static boolean names(String entry, List<String> parts) {
        return parts.stream().anyMatch(entry::contains);
    }
}
