package dev.wsctl.dist;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Writes an image that a container engine loads, from nothing: one layer of the system's shared objects and files, one of wsctl.
 * There is no shell in it.
 */
final class ContainerImage {
    private static final String USER = "65532"; // what "nonroot" is in other small images

    private final Instant modified;
    private final Path workFolder;

    /** @param workFolder for files on their way into the image */
    ContainerImage(Instant modified, Path workFolder) {
        this.modified = modified;
        this.workFolder = workFolder;
    }

    /** What of the system the image has besides the shared objects. */
    static FileTree system() {
        return new FileTree()
                .file(
                        "etc/passwd",
                        Node.Content.of(
                                "root:x:0:0:root:/root:/sbin/nologin\nwsctl:x:65532:65532:wsctl:/tmp:/sbin/nologin\n"))
                .file("etc/group", Node.Content.of("root:x:0:\nwsctl:x:65532:\n"))
                .file("etc/nsswitch.conf", Node.Content.of("passwd: files\ngroup: files\nhosts: files dns\n"))
                .folder("tmp", 01777);
    }

    void write(
            Path file,
            Map<String, FileTree> layers,
            List<String> entrypoint,
            Map<String, String> labels,
            dev.wsctl.dist.Platform platform)
            throws IOException, InterruptedException {
        try {
            JibContainerBuilder image = Jib.fromScratch()
                    .setPlatforms(Set.of(new Platform(platform.processorOfDistributions(), "linux")))
                    .setCreationTime(modified)
                    .setUser(USER)
                    .setEntrypoint(entrypoint)
                    .setProgramArguments("--help")
                    .setEnvironment(Map.of("LANG", "C.UTF-8", "HOME", "/tmp"))
                    .setLabels(labels);
            for (Map.Entry<String, FileTree> layer : layers.entrySet()) {
                image.addFileEntriesLayer(layer(layer.getKey(), layer.getValue()));
            }
            Files.deleteIfExists(file);
            image.containerize(Containerizer.to(TarImage.at(file).named("wsctl:latest"))
                    .setBaseImageLayersCache(workFolder.resolve("jib"))
                    .setApplicationLayersCache(workFolder.resolve("jib"))
                    .setOfflineMode(true)
                    .setToolName("wsctl-dist"));
        } catch (InvalidImageReferenceException
                | CacheDirectoryCreationException
                | RegistryException
                | ExecutionException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private FileEntriesLayer layer(String name, FileTree tree) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        Path folder = Files.createDirectories(workFolder.resolve(name));
        int number = 0;
        for (Map.Entry<String, Node> entry : tree.nodes().entrySet()) {
            AbsoluteUnixPath path = AbsoluteUnixPath.get("/" + entry.getKey());
            if (entry.getValue() instanceof Node.File node) {
                Path content = folder.resolve(Integer.toString(number++));
                Files.write(content, node.content().bytes());
                layer.addEntry(
                        content, path, FilePermissions.fromOctalString(Integer.toOctalString(node.mode())), modified);
            } else if (entry.getValue() instanceof Node.Folder node) {
                layer.addEntry(
                        folder,
                        path,
                        FilePermissions.fromOctalString(Integer.toOctalString(node.mode() & 0777)),
                        modified);
            } else {
                throw new IOException("an image of Jib's has no links, so " + path + " cannot be one");
            }
        }
        return layer.build();
    }
}
