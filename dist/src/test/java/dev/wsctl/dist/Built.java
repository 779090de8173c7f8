package dev.wsctl.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The packages that the build has just made. */
final class Built {
    static final Path SOURCES = Path.of(property("wsctl.root")).toAbsolutePath().normalize();
    static final Path PACKAGES = Path.of(property("wsctl.packages"));
    static final Release RELEASE = new Release(property("wsctl.version"), Instant.parse(property("wsctl.timestamp")));

    private Built() {}

    static Path archive() throws IOException {
        return only(".tar.gz");
    }

    static Path debianPackage() throws IOException {
        return only(".deb");
    }

    static Path image() throws IOException {
        return only("-image.tar");
    }

    static Path formula() throws IOException {
        return only(".rb");
    }

    static Path bom() throws IOException {
        return only(".cdx.json");
    }

    /** Unpacked into a new folder in there; what was its top folder. */
    static Path unpackArchive(Path folder) throws IOException, InterruptedException {
        Run.ok(List.of("tar", "-xzf", archive().toString(), "-C", folder.toString()));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static Path only(String ending) throws IOException {
        try (Stream<Path> files = Files.list(PACKAGES)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            if (found.size() != 1) {
                throw new AssertionError("not one *" + ending + " in " + PACKAGES + ": " + found);
            }
            return found.get(0);
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name + " is set by the build");
    }
}
