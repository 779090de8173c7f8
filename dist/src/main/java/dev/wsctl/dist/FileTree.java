package dev.wsctl.dist;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The files of a package by path, sorted. Paths are relative, without a leading or trailing slash; folders come by themselves. */
final class FileTree {
    private final TreeMap<String, Node> nodes = new TreeMap<>();

    FileTree file(String path, Node.Content content) {
        return put(path, new Node.File(content, false));
    }

    FileTree executable(String path, Node.Content content) {
        return put(path, new Node.File(content, true));
    }

    FileTree link(String path, String target) {
        return put(path, new Node.Link(target));
    }

    FileTree folder(String path, int mode) {
        return put(path, new Node.Folder(mode));
    }

    /** Takes over all files below a folder on the disk. Links become the files they lead to. */
    FileTree copy(String path, Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String relative = folder.relativize(file).toString().replace('\\', '/');
                put(path + "/" + relative, new Node.File(Node.Content.at(file), Files.isExecutable(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return this;
    }

    /** The same files elsewhere; those renamed to nothing (null) are left out. */
    FileTree renamed(UnaryOperator<@Nullable String> name) {
        FileTree renamed = new FileTree();
        nodes.forEach((path, node) -> {
            String other = name.apply(path);
            if (other != null) {
                renamed.put(other, node);
            }
        });
        return renamed;
    }

    FileTree addAll(FileTree other) {
        other.nodes.forEach(this::put);
        return this;
    }

    /** Sorted by path, folders before what is in them. */
    Map<String, Node> nodes() {
        return Collections.unmodifiableMap(nodes);
    }

    private FileTree put(String path, Node node) {
        Node before = nodes.put(path, node);
        if (before != null && !(before instanceof Node.Folder && node instanceof Node.Folder)) {
            throw new IllegalStateException("two files want to be " + path);
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            nodes.putIfAbsent(path.substring(0, slash), new Node.Folder(0755));
        }
        return this;
    }
}
