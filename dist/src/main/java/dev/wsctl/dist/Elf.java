package dev.wsctl.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What native programs need of the system they run on, asked of the dynamic linker of this one. */
final class Elf {
    private static final Pattern RESOLVED = Pattern.compile("^\\s*(\\S+) => (/\\S+) \\(0x[0-9a-f]+\\)$");
    private static final Pattern LINKER = Pattern.compile("^\\s*(/\\S+) \\(0x[0-9a-f]+\\)$");
    private static final Pattern MISSING = Pattern.compile("^\\s*(\\S+) => not found$");
    private static final Pattern GLIBC = Pattern.compile("GLIBC_(2)\\.(\\d+)\\b");

    private Elf() {}

    /**
     * The shared objects outside their own folder that these files load, by the path where the linker found them.
     *
     * @throws IOException if one is missing here
     */
    static Collection<Path> sharedObjects(Collection<Path> files) throws IOException, InterruptedException {
        TreeSet<String> own = new TreeSet<>();
        files.forEach(file -> own.add(file.getFileName().toString()));
        TreeMap<String, Path> found = new TreeMap<>();
        for (Path file : files) {
            for (String line : Tool.output(List.of("ldd", file.toString())).split("\n")) {
                Matcher resolved = RESOLVED.matcher(line);
                Matcher linker = LINKER.matcher(line);
                Matcher missing = MISSING.matcher(line);
                if (resolved.matches() && !own.contains(resolved.group(1))) {
                    found.put(resolved.group(1), Path.of(resolved.group(2)));
                } else if (linker.matches()) {
                    found.put(linker.group(1), Path.of(linker.group(1)));
                } else if (missing.matches() && !own.contains(missing.group(1))) {
                    throw new IOException(file + " needs " + missing.group(1) + ", which this machine does not have");
                }
            }
        }
        return found.values();
    }

    /** The newest version of the C library that one of the files asks for, like 2.34. */
    static String glibcNeeded(Collection<Path> files) throws IOException {
        int newest = 17;
        for (Path file : files) {
            Matcher versions = GLIBC.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            while (versions.find()) {
                newest = Math.max(newest, Integer.parseInt(versions.group(2)));
            }
        }
        return "2." + newest;
    }

    /** The Debian packages that hold the shared objects. */
    static String debianDependencies(Collection<Path> sharedObjects, String glibc) throws IOException {
        Map<String, String> packages =
                Map.of("libz.so.1", "zlib1g", "libstdc++.so.6", "libstdc++6", "libgcc_s.so.1", "libgcc-s1");
        TreeSet<String> needed = new TreeSet<>();
        for (Path object : sharedObjects) {
            String name = object.getFileName().toString();
            String other = packages.get(name);
            if (other != null) {
                needed.add(other);
            } else if (name.matches("(libc|libm|libdl|libpthread|librt|libresolv|ld-linux.*)\\.so\\.\\d+")) {
                needed.add("libc6 (>= " + glibc + ")");
            } else {
                throw new IOException("no Debian package is known for " + name);
            }
        }
        return String.join(", ", needed);
    }
}
