package dev.wsctl.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Everything that an installation of wsctl consists of, laid out as below a prefix like {@code /usr/local}. */
record InstallTree(Path sources, RuntimeImage runtime, List<Path> libraries) {
    static final String RUNTIME = "lib/wsctl";
    static final String DOCUMENTS = "share/doc/wsctl";

    /** What runs: the runtime with wsctl in it, and under which licences. */
    FileTree program() throws IOException {
        FileTree tree = new FileTree()
                .file(DOCUMENTS + "/LICENSE", Node.Content.at(sources.resolve("LICENSE")))
                .file(DOCUMENTS + "/bom.json", Node.Content.at(sources.resolve("cli/target/bom.json")));
        FileTree image = new FileTree().copy(RUNTIME, runtime.folder());
        tree.addAll(image);
        FileTree licences = new Libraries(sources.resolve("packaging/licenses")).licences(libraries);
        return tree.addAll(licences.renamed(path -> DOCUMENTS + "/" + path));
    }

    /** The program, what starts it and what helps with using it. */
    FileTree complete() throws IOException {
        FileTree tree = program()
                .executable("bin/wsctl", Node.Content.of(launcher()))
                .file(DOCUMENTS + "/README.md", Node.Content.at(sources.resolve("README.md")))
                .file(DOCUMENTS + "/CHANGELOG.md", Node.Content.at(sources.resolve("CHANGELOG.md")))
                .file("share/bash-completion/completions/wsctl", completion("wsctl.bash"))
                .file("share/zsh/site-functions/_wsctl", completion("_wsctl"))
                .file("share/fish/vendor_completions.d/wsctl.fish", completion("wsctl.fish"))
                .file(
                        "lib/systemd/system/wsctl-server@.service",
                        Node.Content.at(sources.resolve("docs/deploy/systemd/wsctl-server@.service")));
        try (Stream<Path> pages = Files.list(sources.resolve("man"))) {
            for (Path page : pages.sorted().toList()) {
                String name = page.getFileName().toString();
                String section = name.substring(name.lastIndexOf('.') + 1);
                tree.file(
                        "share/man/man" + section + "/" + name + ".gz",
                        Node.Content.of(gzip(Files.readAllBytes(page))));
            }
        }
        return tree;
    }

    private String launcher() throws IOException {
        return Files.readString(sources.resolve("packaging/bin/wsctl"))
                .replace("@OPTIONS@", String.join(" ", RuntimeImage.options()))
                .replace("@SUIT@", suit(Files.readString(sources.resolve("wsctl"))));
    }

    /** How the launcher of the sources chooses the JVM's options by the command: a function, as it stands there. */
    static String suit(String launcher) {
        int start = launcher.indexOf("\nsuit() {\n");
        int end = launcher.indexOf("\n}\n", start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("the launcher wsctl has no function suit");
        }
        return launcher.substring(start + 1, end + 2);
    }

    private Node.Content completion(String name) {
        return Node.Content.at(sources.resolve("completions").resolve(name));
    }

    /** Without a date or a name inside, as policies of distributions ask for. */
    static byte[] gzip(byte[] content) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GzipCompressorOutputStream out = new GzipCompressorOutputStream(bytes, parameters)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
