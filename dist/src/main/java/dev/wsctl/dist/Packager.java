package dev.wsctl.dist;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds all packages: the runtime image first, then what is made of it. */
public final class Packager {
    private final Path sources;
    private final Path target;
    private final Release release;
    private final Platform platform = Platform.current();

    Packager(Path sources, Path target, Release release) {
        this.sources = sources;
        this.target = target;
        this.release = release;
    }

    /** @param args the sources (with cli/target built), the folder for the packages, the version, its date (ISO 8601) */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path target = Path.of(args[1]).toAbsolutePath().normalize();
        new Packager(
                        Path.of(args[0]).toAbsolutePath().normalize(),
                        target,
                        new Release(args[2], Instant.parse(args[3])))
                .buildAll();
        System.out.println("packages in " + target);
    }

    void buildAll() throws IOException, InterruptedException {
        deleteAll(target);
        Path work = Files.createDirectories(target.resolveSibling(target.getFileName() + "-work"));
        deleteAll(work);
        Files.createDirectories(target);
        Files.createDirectories(work);

        List<Path> jars = jars();
        requireCurrentBom();
        ApplicationModule module = new ApplicationModule(platform);
        for (Path jar : jars) {
            module.add(jar);
        }
        RuntimeImage runtime = runtime(module, work);
        List<Path> libraries = jars.stream()
                .filter(jar -> !jar.getFileName().toString().startsWith("wsctl"))
                .toList();
        InstallTree installation = new InstallTree(sources, runtime, libraries);
        FileTree complete = installation.complete();

        String name = "wsctl-" + release.version() + "-" + platform;
        Path archive = target.resolve(name + ".tar.gz");
        new TarGz(release.date()).write(archive, name + "/", complete);
        Files.copy(sources.resolve("cli/target/bom.json"), target.resolve("wsctl-" + release.version() + ".cdx.json"));
        Files.copy(sources.resolve("packaging/install.sh"), target.resolve("install.sh"));
        Formula.write(sources.resolve("packaging/homebrew/wsctl.rb"), target.resolve("wsctl.rb"), release, archive);
        if (platform.isLinux()) {
            List<Path> binaries = new ArrayList<>(binaries(runtime.folder()));
            binaries.addAll(module.unpackNativeCode(work.resolve("native")));
            Collection<Path> sharedObjects = Elf.sharedObjects(binaries);
            String depends = Elf.debianDependencies(sharedObjects, Elf.glibcNeeded(binaries));
            new DebianLayout(sources, release, platform, new Libraries(sources.resolve("packaging/licenses")))
                    .write(target, complete, depends, libraries);
            writeImage(installation.program(), sharedObjects, work);
        } else {
            System.out.println("no .deb and no image: those are made on Linux");
        }
        Checksums.write(target);
        deleteAll(work);
    }

    private RuntimeImage runtime(ApplicationModule module, Path work) throws IOException, InterruptedException {
        Path moduleJar = work.resolve("dev.wsctl.jar");
        module.write(moduleJar, release.version(), release.date(), RuntimeImage.REQUIRED);
        RuntimeImage runtime = new RuntimeImage(work.resolve("runtime"), release.date());
        runtime.link(moduleJar);
        runtime.archiveClasses(work);
        return runtime;
    }

    private void writeImage(FileTree program, Collection<Path> sharedObjects, Path work)
            throws IOException, InterruptedException {
        FileTree system = ContainerImage.system();
        for (Path object : sharedObjects) {
            system.executable(object.toString().substring(1), Node.Content.at(object.toRealPath()));
        }
        Map<String, FileTree> layers = new LinkedHashMap<>();
        layers.put("system", system);
        layers.put("wsctl", program.renamed(path -> "usr/" + path));
        String home = "/usr/" + InstallTree.RUNTIME;
        List<String> entrypoint = new ArrayList<>();
        entrypoint.add(home + "/bin/java");
        entrypoint.addAll(RuntimeImage.options());
        entrypoint.addAll(List.of("-cp", home + "/lib/none", "dev.wsctl.cli.Main"));
        new ContainerImage(release.date(), work)
                .write(
                        target.resolve("wsctl-image.tar"),
                        layers,
                        entrypoint,
                        Map.of(
                                "org.opencontainers.image.title",
                                "wsctl",
                                "org.opencontainers.image.version",
                                release.version(),
                                "org.opencontainers.image.licenses",
                                "Apache-2.0"),
                        platform);
    }

    /** CycloneDX asks for licences by the network: Maven leaves it out with -o, without failing. */
    private void requireCurrentBom() throws IOException {
        Path bom = sources.resolve("cli/target/bom.json");
        Path jar = sources.resolve("cli/target/wsctl.jar");
        if (Files.notExists(bom) || Files.getLastModifiedTime(bom).compareTo(Files.getLastModifiedTime(jar)) < 0) {
            throw new IOException(bom + " is missing or older than the build; build without -o (--offline)");
        }
    }

    /** What the class path of wsctl.jar is made of. */
    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(sources.resolve("cli/target/wsctl.jar"));
        try (Stream<Path> libraries = Files.list(sources.resolve("cli/target/lib"))) {
            libraries.filter(path -> path.toString().endsWith(".jar")).sorted().forEach(jars::add);
        }
        return jars;
    }

    private static Collection<Path> binaries(Path runtime) throws IOException {
        try (Stream<Path> files = Files.walk(runtime)) {
            return files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".so") || path.endsWith("bin/java"))
                    .sorted()
                    .toList();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
