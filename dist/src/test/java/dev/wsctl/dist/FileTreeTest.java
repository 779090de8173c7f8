package dev.wsctl.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FileTreeTest {

    @Test
    @DisplayName("Folders come before what is in them, by themselves, and in one order whoever comes first")
    void foldersComeByThemselves() throws IOException {
        FileTree tree = new FileTree().file("usr/b", text("b")).executable("usr/a/x", text("x"));
        assertThat(tree.nodes().keySet()).containsExactly("usr", "usr/a", "usr/a/x", "usr/b");
        FileTree other = new FileTree().executable("usr/a/x", text("x")).file("usr/b", text("b"));
        TarGz tar = new TarGz(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(tar.bytes("./", tree)).isEqualTo(tar.bytes("./", other));
    }

    @Test
    @DisplayName("Two files cannot have one path")
    void twoFilesCannotHaveOnePath() {
        FileTree tree = new FileTree().file("usr/b", text("b"));
        assertThatThrownBy(() -> tree.file("usr/b", text("c"))).hasMessageContaining("usr/b");
    }

    private static Node.Content text(String text) {
        return Node.Content.of(text);
    }
}
