package dev.wsctl.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills the version, the archive's name and its checksum into the Homebrew formula. */
final class Formula {
    private Formula() {}

    static void write(Path template, Path formula, Release release, Path archive) throws IOException {
        Files.writeString(
                formula,
                Files.readString(template)
                        .replace("@VERSION@", release.version())
                        .replace("@ARCHIVE@", archive.getFileName().toString())
                        .replace("@SHA256@", Checksums.sha256(archive)));
    }
}
