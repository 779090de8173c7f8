package dev.wsctl.dist;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writes a {@link FileTree} as a compressed tar archive, everything owned by root and of one date. */
final class TarGz {
    private final Instant modified;

    TarGz(Instant modified) {
        this.modified = modified;
    }

    /** @param prefix put before each path, with its slash */
    void write(Path file, String prefix, FileTree tree) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, prefix, tree);
        }
    }

    byte[] bytes(String prefix, FileTree tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, prefix, tree);
        return bytes.toByteArray();
    }

    private void write(OutputStream out, String prefix, FileTree tree) throws IOException {
        GzipParameters gzip = new GzipParameters();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out, gzip))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU); // dpkg reads those, not those of POSIX
            if (!prefix.isEmpty()) {
                add(tar, prefix, new Node.Folder(0755));
            }
            for (Map.Entry<String, Node> entry : tree.nodes().entrySet()) {
                add(tar, prefix + entry.getKey(), entry.getValue());
            }
        }
    }

    private void add(TarArchiveOutputStream tar, String path, Node node) throws IOException {
        TarArchiveEntry entry;
        byte[] content = new byte[0];
        if (node instanceof Node.File file) {
            entry = new TarArchiveEntry(path);
            entry.setMode(file.mode());
            content = file.content().bytes();
            entry.setSize(content.length);
        } else if (node instanceof Node.Link link) {
            entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
            entry.setLinkName(link.target());
            entry.setMode(0777);
        } else if (node instanceof Node.Folder folder) {
            entry = new TarArchiveEntry(path.endsWith("/") ? path : path + "/");
            entry.setMode(folder.mode());
        } else {
            throw new IllegalStateException("cannot archive " + node);
        }
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setLastModifiedTime(FileTime.from(modified));
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
