package dev.wsctl.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/**
 * Writes a binary package as deb(5) describes it: an ar archive of a version, of what the package manager is told and of
 * the files. Needs no dpkg.
 */
final class DebianPackage {
    private final Instant modified;

    DebianPackage(Instant modified) {
        this.modified = modified;
    }

    /**
     * @param control the fields of deb-control(5); its Installed-Size is filled in
     * @param files the tree as it is to stand below the root
     */
    void write(Path file, String control, FileTree files) throws IOException {
        FileTree description = new FileTree()
                .file("control", Node.Content.of(control.replace("@INSTALLED_SIZE@", Long.toString(kibibytes(files)))))
                .file("md5sums", Node.Content.of(sums(files)));
        TarGz tar = new TarGz(modified);
        try (ArArchiveOutputStream ar =
                new ArArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            add(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            add(ar, "control.tar.gz", tar.bytes("./", description));
            add(ar, "data.tar.gz", tar.bytes("./", files));
        }
    }

    private void add(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length, 0, 0, 0100644, modified.getEpochSecond()));
        ar.write(content);
        ar.closeArchiveEntry();
    }

    /** As dpkg counts: a file by its size rounded up, everything else by one. */
    private static long kibibytes(FileTree files) throws IOException {
        long size = 0;
        for (Node node : files.nodes().values()) {
            size += node instanceof Node.File file ? (file.content().bytes().length + 1023L) / 1024 : 1;
        }
        return size;
    }

    private static String sums(FileTree files) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, Node> entry : files.nodes().entrySet()) {
            if (entry.getValue() instanceof Node.File file) {
                sums.append(md5(file.content().bytes()))
                        .append("  ")
                        .append(entry.getKey())
                        .append('\n');
            }
        }
        return sums.toString();
    }

    private static String md5(byte[] bytes) {
        try { // what dpkg --verify knows; no protection, and not meant as one
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
