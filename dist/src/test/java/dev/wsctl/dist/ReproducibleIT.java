package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibleIT {

    @Test
    @DisplayName(
            "Packages made twice of the same build are the same to the byte, but for the class-data archive of the JVM")
    void packagesMadeTwiceAreTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        Path again = folder.resolve("a longer name, elsewhere");
        new Packager(Built.SOURCES, again, Built.RELEASE).buildAll();
        try (Stream<Path> archives = Files.list(again)) {
            Path archive = archives.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> first = entries(Built.archive());
            Map<String, String> second = entries(archive);
            assertThat(second.keySet()).containsExactlyElementsOf(first.keySet());
            assertThat(second).containsAllEntriesOf(first);
        }
    }

    /** In their order: path, then owner, permissions, date and content. The JVM's dump alone differs between runs. */
    private static Map<String, String> entries(Path archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String content = entry.getName().endsWith("/lib/server/classes.jsa")
                        ? ""
                        : Integer.toString(Arrays.hashCode(tar.readAllBytes()));
                entries.put(
                        entry.getName(),
                        "%d %d %o %s %s"
                                .formatted(
                                        entry.getLongUserId(),
                                        entry.getLongGroupId(),
                                        entry.getMode(),
                                        entry.getLastModifiedTime(),
                                        content));
            }
        }
        return entries;
    }
}
