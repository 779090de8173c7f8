package dev.wsctl.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Puts the files where Debian's policy wants them, and adds what it asks for besides. */
final class DebianLayout {
    private final Path texts;
    private final Path sources;
    private final Release release;
    private final Platform platform;
    private final Libraries libraries;

    DebianLayout(Path sources, Release release, Platform platform, Libraries libraries) {
        this.texts = sources.resolve("packaging/debian");
        this.sources = sources;
        this.release = release;
        this.platform = platform;
        this.libraries = libraries;
    }

    /** @param depends the packages with the shared objects of the runtime */
    void write(Path target, FileTree installation, String depends, List<Path> jars) throws IOException {
        String processor = platform.processorOfDistributions();
        String control = filled("control").replace("@ARCHITECTURE@", processor).replace("@DEPENDS@", depends);
        FileTree files = new FileTree()
                .addAll(installation.renamed(DebianLayout::place))
                .file(
                        "usr/share/doc/wsctl/copyright",
                        Node.Content.of(filled("copyright").replace("@LIBRARIES@", libraries.copyright(jars))))
                .file("usr/share/doc/wsctl/changelog.gz", compressed(filled("changelog")))
                .file(
                        "usr/share/doc/wsctl/CHANGELOG.md.gz",
                        compressed(Files.readString(sources.resolve("CHANGELOG.md"))))
                .file("usr/share/lintian/overrides/wsctl", Node.Content.at(texts.resolve("lintian-overrides")));
        new DebianPackage(release.date())
                .write(target.resolve("wsctl_" + release.debianVersion() + "_" + processor + ".deb"), control, files);
    }

    private static String place(String path) {
        return switch (path) {
            case "share/zsh/site-functions/_wsctl" -> "usr/share/zsh/vendor-completions/_wsctl";
            case "share/zsh/site-functions" -> "usr/share/zsh/vendor-completions";
            case "lib/systemd", "lib/systemd/system", "lib/systemd/system/wsctl-server@.service" -> path;
            default -> "usr/" + path;
        };
    }

    private String filled(String name) throws IOException {
        return Files.readString(texts.resolve(name))
                .replace("@VERSION@", release.debianVersion())
                .replace(
                        "@DATE@",
                        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
                                .withZone(ZoneOffset.UTC)
                                .format(release.date()));
    }

    private static Node.Content compressed(String text) throws IOException {
        return Node.Content.of(InstallTree.gzip(text.getBytes(StandardCharsets.UTF_8)));
    }
}
