package dev.wsctl.server.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The redis-server executable for this machine, as carried by the embedded-redis jar. */
final class RedisBinary {

    static final String VERSION = "7.0.15";

    private RedisBinary() {}

    /**
     * Writes the executable into a directory.
     *
     * @throws IOException if this machine has none, or the file cannot be written
     */
    static Path extractTo(Path directory) throws IOException {
        String resource = resourceFor(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        Path target = directory.resolve("redis-server");
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException(
                        "the class path holds no " + resource + " (it comes with org.signal:embedded-redis)");
            }
            Files.copy(in, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        return target;
    }

    /** @throws IOException if there is no embedded Redis for such a machine */
    static String resourceFor(String osName, String osArch) throws IOException {
        String system = osName.toLowerCase(Locale.ROOT);
        String os = system.contains("linux") ? "linux" : system.contains("mac") ? "darwin" : "";
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            default -> "";
        };
        if (os.isEmpty() || arch.isEmpty() || (os.equals("darwin") && arch.equals("386"))) {
            throw new IOException("there is no embedded Redis for " + osName + " on " + osArch
                    + "; start a Redis yourself and name it with REDIS_URL");
        }
        return "redis-server-" + VERSION + "-" + os + "-" + arch;
    }
}
