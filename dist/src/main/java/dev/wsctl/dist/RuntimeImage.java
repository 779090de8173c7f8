package dev.wsctl.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Java runtime with wsctl inside, and with the class-data archive that makes it start fast. */
final class RuntimeImage {
    /** The modules of the JDK that wsctl's code refers to. */
    static final List<String> REQUIRED = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.xml",
            "jdk.httpserver",
            "jdk.management",
            "jdk.unsupported");

    /** Modules that libraries can use and wsctl does not, with the reason why nobody misses them. */
    static final Map<String, String> LEFT_OUT = Map.of(
            "java.desktop", "Jackson looks for annotations of java.beans and does without",
            "java.sql", "Jackson can write java.sql's dates; wsctl has none",
            "java.compiler", "annotation processors of libraries",
            "java.instrument", "agents that attach to libraries",
            "java.rmi", "remote naming",
            "jdk.jfr", "Netty and Lettuce record events when it is there; looking for it costs time at every start");

    /** Found by name at run time only: elliptic curves of TLS; keep-alive intervals where Netty's native transport is not to be had. */
    private static final List<String> BY_NAME = List.of("jdk.crypto.ec", "jdk.net");

    private static final String REHEARSAL = "dev.wsctl.cli.launch.Rehearsal";

    private final Path folder;
    private final Instant modified;

    RuntimeImage(Path folder, Instant modified) {
        this.folder = folder;
        this.modified = modified;
    }

    Path folder() {
        return folder;
    }

    /** What every start of wsctl on this runtime is given. */
    static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xlog:disable", "-XX:+UseSerialGC", "-Dio.lettuce.core.jfr=false", "-Dio.netty.jfr.enabled=false"));
        if (Runtime.version().feature() >= 24) { // what it would warn of is Netty's business, not the user's
            options.add("--sun-misc-unsafe-memory-access=allow");
            options.add("--enable-native-access=" + ApplicationModule.NAME);
        }
        return options;
    }

    /** Links the modules; the folder must not exist yet. */
    void link(Path applicationJar) throws IOException {
        List<String> roots = new ArrayList<>(REQUIRED);
        roots.addAll(BY_NAME);
        roots.add(ApplicationModule.NAME);
        List<String> arguments = new ArrayList<>(List.of(
                "--module-path",
                applicationJar.toString(),
                "--add-modules",
                String.join(",", roots),
                "--output",
                folder.toString(),
                "--no-header-files",
                "--no-man-pages",
                "--vm",
                "server"));
        Tool.run("jlink", arguments);
        Files.deleteIfExists(folder.resolve("lib/jrt-fs.jar")); // for tools that look into it from outside
        Files.deleteIfExists(folder.resolve("bin/keytool"));
        Files.deleteIfExists(folder.resolve("lib/jexec"));
        date();
    }

    /** Runs the rehearsal, writes the classes it loaded into the archive that the JVM opens by itself. */
    void archiveClasses(Path workFolder) throws IOException, InterruptedException {
        Path loaded = workFolder.resolve("loaded.classlist");
        Path list = workFolder.resolve("wsctl.classlist");
        Tool.output(List.of(
                java(),
                "-Xshare:off",
                "-XX:+UseSerialGC",
                "-XX:DumpLoadedClassList=" + loaded,
                "-cp",
                nowhere(),
                REHEARSAL));
        Files.write(list, new TreeSet<>(Files.readAllLines(loaded))); // threads load in any order
        Tool.output(List.of(
                java(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive(),
                // Heap objects can be archived by this collector only; every other can use them.
                "-XX:+UseG1GC",
                "-Xmx256m",
                "-cp",
                nowhere()));
        date();
    }

    Path archive() {
        return folder.resolve("lib/server/classes.jsa");
    }

    private String java() {
        return folder.resolve("bin/java").toString();
    }

    /** A class path that never holds anything, in the place of the default, which is the current directory. */
    private String nowhere() {
        return folder.resolve("lib/none").toString();
    }

    /** The JVM compares the date of lib/modules with what the archive says. */
    private void date() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.forEach(path -> {
                try {
                    if (!Files.isSymbolicLink(path)) {
                        Files.setLastModifiedTime(path, FileTime.from(modified));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
