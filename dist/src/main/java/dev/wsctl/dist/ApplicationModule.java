package dev.wsctl.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All jars of wsctl as one module, which jlink can put into the runtime image. Inside the image classes are found without
 * opening jars, and the class-data archive fits wherever the image is unpacked: that of a class path would be bound to
 * the paths and dates of its jars.
 */
final class ApplicationModule {
    static final String NAME = "dev.wsctl";

    private static final String SERVICES = "META-INF/services/";
    private static final String VERSIONS = "META-INF/versions/";

    private final Platform platform;
    private final TreeMap<String, byte[]> entries = new TreeMap<>();
    private final TreeMap<String, List<String>> services = new TreeMap<>();
    private final ModuleUses uses = new ModuleUses();

    ApplicationModule(Platform platform) {
        this.platform = platform;
    }

    /** @throws IOException if two jars bring different classes of one name */
    void add(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Map.Entry<String, byte[]> entry : effective(file).entrySet()) {
                add(jar, entry.getKey(), entry.getValue());
            }
        }
    }

    private void add(Path jar, String name, byte[] content) throws IOException {
        if (name.equals("module-info.class")) {
            uses.add(content);
        } else if (name.startsWith(SERVICES)) {
            services.computeIfAbsent(name.substring(SERVICES.length()), key -> new ArrayList<>())
                    .addAll(providers(content));
        } else if (belongs(name)) {
            if (name.endsWith(".class")) {
                uses.add(content);
            }
            byte[] before = entries.putIfAbsent(name, content);
            if (before != null && name.endsWith(".class")) {
                throw new IOException(jar + " has " + name + ", which another jar has, too");
            }
        }
    }

    /**
     * Writes the jar of the module.
     *
     * @param version what wsctl calls itself
     * @param requires the modules of the JDK that it is compiled against
     */
    void write(Path jar, String version, Instant modified, List<String> requires) throws IOException {
        byte[] descriptor = new ModuleDescription(NAME, version, requires, entries.keySet(), services, uses).bytes();
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
            zip.setLevel(1); // jlink reads it once
            put(zip, "module-info.class", descriptor, modified);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue(), modified);
            }
            for (Map.Entry<String, List<String>> service : services.entrySet()) {
                // For those who read the files themselves, as Tyrus does.
                byte[] content = String.join("\n", service.getValue()).getBytes(StandardCharsets.UTF_8);
                put(zip, SERVICES + service.getKey(), content, modified);
            }
        }
    }

    /** Writes the shared objects that libraries unpack when they run into a folder, to see what they need. */
    List<Path> unpackNativeCode(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".so") && entry.getKey().startsWith("META-INF/native/")) {
                Path file = Files.createDirectories(folder)
                        .resolve(Path.of(entry.getKey()).toFile().getName());
                files.add(Files.write(file, entry.getValue()));
            }
        }
        return files;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content, Instant modified) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(modified.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** The entries as this version of Java sees them: those of META-INF/versions in the place of the common ones. */
    private static Map<String, byte[]> effective(JarFile jar) throws IOException {
        Map<String, byte[]> effective = new TreeMap<>();
        Map<String, Integer> versions = new TreeMap<>();
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            String name = entry.getName();
            int version = 0;
            if (name.startsWith(VERSIONS)) {
                int slash = name.indexOf('/', VERSIONS.length());
                if (slash < 0) {
                    continue;
                }
                version = Integer.parseInt(name.substring(VERSIONS.length(), slash));
                name = name.substring(slash + 1);
            }
            if (!entry.isDirectory()
                    && version <= Runtime.version().feature()
                    && version >= versions.getOrDefault(name, 0)) {
                versions.put(name, version);
                effective.put(name, jar.getInputStream(entry).readAllBytes());
            }
        }
        return effective;
    }

    /** Native code of other machines stays behind, and what only says how a jar was made. */
    private boolean belongs(String name) {
        return !name.equals(JarFile.MANIFEST_NAME)
                && !name.startsWith("META-INF/maven/")
                && !name.startsWith("META-INF/proguard/")
                && !name.startsWith("META-INF/native-image/")
                && !name.endsWith(".SF")
                && !name.endsWith(".RSA")
                && !platform.isForeign(name);
    }

    private static List<String> providers(byte[] file) {
        List<String> providers = new ArrayList<>();
        for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
            String name = line.replaceFirst("#.*", "").strip();
            if (!name.isEmpty()) {
                providers.add(name);
            }
        }
        return providers;
    }
}
