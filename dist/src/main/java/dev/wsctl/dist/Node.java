package dev.wsctl.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands at one path of a {@link FileTree}. */
sealed interface Node {

    /** @param executable whether everybody may run it; everybody may read it, only root may write */
    record File(Content content, boolean executable) implements Node {
        int mode() {
            return executable ? 0755 : 0644;
        }
    }

    /** @param target as the link says it, relative links relative to the folder of the link */
    record Link(String target) implements Node {}

    /** @param mode the permissions; 0755 unless the folder is there to be written to */
    record Folder(int mode) implements Node {}

    /** The bytes of a file, read when they are needed. */
    @FunctionalInterface
    interface Content {
        byte[] bytes() throws IOException;

        static Content of(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }

        static Content of(byte[] bytes) {
            return () -> bytes;
        }

        static Content at(Path path) {
            return () -> Files.readAllBytes(path);
        }
    }
}
