package dev.wsctl.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Under which licences the libraries inside the packages may be passed on, with their texts and notices. The table is
 * {@code packaging/licenses/libraries.txt}: a library without a row there stops the build.
 */
final class Libraries {
    private final Path texts;
    private final List<Row> rows;

    /** @param licence as SPDX writes it */
    private record Row(String prefix, String licence, String holder) {}

    /** @param texts the folder with the table and a text for each licence that jars do not bring themselves */
    Libraries(Path texts) throws IOException {
        this.texts = texts;
        this.rows = Files.readAllLines(texts.resolve("libraries.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(cells[0].strip(), cells[1].strip(), cells[2].strip()))
                .toList();
    }

    /** The licence texts and notices of the jars, and a table of contents, below {@code licenses/}. */
    FileTree licences(List<Path> jars) throws IOException {
        FileTree tree = new FileTree();
        StringBuilder contents =
                new StringBuilder("wsctl contains these libraries, unchanged but for their packing:\n\n");
        for (Path jar : jars) {
            String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            Row row = row(name);
            contents.append("%s%n    %s, %s%n"
                    .formatted(name, row.licence(), row.holder())
                    .replace("\r", ""));
            addTexts(tree, jar, name);
            Path text = texts.resolve(row.licence() + ".txt");
            if (!tree.nodes().containsKey("licenses/" + row.licence() + ".txt") && Files.exists(text)) {
                tree.file("licenses/" + row.licence() + ".txt", Node.Content.at(text));
            }
            if (!Files.exists(text)
                    && tree.nodes().keySet().stream().noneMatch(path -> path.startsWith("licenses/" + name + "/"))) {
                throw new IOException(jar + " brings no licence text; add " + text);
            }
        }
        return tree.file("licenses/README", Node.Content.of(contents.toString()));
    }

    /** A paragraph of Debian's copyright file for each row that is in use. */
    String copyright(List<Path> jars) throws IOException {
        StringBuilder paragraphs = new StringBuilder();
        for (Row row : rows) {
            boolean used =
                    jars.stream().anyMatch(jar -> jar.getFileName().toString().startsWith(row.prefix()));
            if (used) {
                paragraphs.append("%n%s%n    %s%n".formatted(row.prefix() + ": " + row.holder(), row.licence()));
            }
        }
        return paragraphs.toString();
    }

    private Row row(String jar) throws IOException {
        return rows.stream()
                .filter(row -> jar.startsWith(row.prefix()))
                .findFirst()
                .orElseThrow(() -> new IOException("nobody wrote down the licence of " + jar + "; add a row to "
                        + texts.resolve("libraries.txt")));
    }

    private static void addTexts(FileTree tree, Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String text = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                String upper = text.toUpperCase(Locale.ROOT);
                boolean legal = upper.contains("LICENSE") || upper.startsWith("NOTICE");
                if (legal && !entry.isDirectory() && !upper.endsWith(".CLASS")) {
                    String content = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    tree.file("licenses/" + name + "/" + text, Node.Content.of(content.replace("\r", "")));
                }
            }
        }
    }
}
