package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContentsIT {

    @Test
    @DisplayName("Every module of the JDK that the code refers to is in the runtime, or is left out for a reason")
    void noModuleIsForgotten() throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        List<String> arguments =
                new ArrayList<>(List.of("--list-deps", "--ignore-missing-deps", "--multi-release", "17"));
        libraries().forEach(jar -> arguments.add(jar.toString()));
        arguments.add(Built.SOURCES.resolve("cli/target/wsctl.jar").toString());
        ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        Set<String> known = new TreeSet<>(RuntimeImage.REQUIRED);
        known.addAll(RuntimeImage.LEFT_OUT.keySet());
        Set<String> referred = new TreeSet<>();
        said.toString()
                .lines()
                .map(line -> line.strip().replaceFirst("/.*", ""))
                .filter(line -> line.matches("(java|jdk)\\.[a-z.]+"))
                .forEach(referred::add);
        assertThat(referred).contains("java.base").isSubsetOf(known);
    }

    @Test
    @DisplayName("The SBOM names every library in the packages, with version and licence")
    void theBomIsComplete() throws IOException {
        String bom = Files.readString(Built.bom());
        assertThat(bom).contains("\"bomFormat\" : \"CycloneDX\"");
        for (Path jar : libraries()) {
            String name = jar.getFileName().toString().replaceFirst("-\\d.*", "");
            assertThat(bom).contains("\"name\" : \"" + name + "\"");
        }
        assertThat(bom).doesNotContain("junit", "assertj");
    }

    @Test
    @DisplayName("The Homebrew formula and SHA256SUMS have the checksum of the archive")
    void theChecksumsAreRight() throws IOException {
        String sum = Checksums.sha256(Built.archive());
        assertThat(Built.formula()).content().contains("sha256 \"" + sum + "\"").doesNotContain("@");
        assertThat(Built.PACKAGES.resolve("SHA256SUMS"))
                .content()
                .contains(sum + "  " + Built.archive().getFileName());
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(Built.SOURCES.resolve("cli/target/lib"))) {
            return jars.sorted().toList();
        }
    }
}
