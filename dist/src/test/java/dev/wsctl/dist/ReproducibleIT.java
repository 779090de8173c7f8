package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducibleIT {

    @Test
    @DisplayName("Packages made twice of the same build are the same to the byte")
    void packagesMadeTwiceAreTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        Path again = folder.resolve("a longer name, elsewhere");
        new Packager(Built.SOURCES, again, Built.RELEASE).buildAll();
        assertThat(again.resolve("SHA256SUMS"))
                .content()
                .isEqualTo(Files.readString(Built.PACKAGES.resolve("SHA256SUMS")));
    }
}
