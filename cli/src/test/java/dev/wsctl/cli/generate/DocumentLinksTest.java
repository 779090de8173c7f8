package dev.wsctl.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents as a site without a generator: whoever clicks arrives, and every page can be clicked to. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)|(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    @DisplayName("every link leads to a file that is there, and to a heading in it:")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        List<String> dead = new ArrayList<>();
        for (String link : links(document)) {
            if (!arrives(document, link)) {
                dead.add(link);
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    @DisplayName("every page of docs/ is reached from docs/README.md, and that from the README")
    void everyPageIsReached() throws IOException {
        Set<Path> reached = new HashSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(ROOT.resolve("README.md").normalize()));
        while (!next.isEmpty()) {
            Path page = next.remove();
            if (reached.add(page)) {
                for (String link : links(page)) {
                    Path target = target(page, link);
                    Path read = Files.isDirectory(target) ? target.resolve("README.md") : target;
                    if (read.toString().endsWith(".md") && Files.exists(read)) {
                        next.add(read);
                    }
                }
            }
        }
        Set<Path> lost = new TreeSet<>(documents().toList());
        lost.removeAll(reached);
        assertThat(lost).isEmpty();
    }

    @Test
    @DisplayName(
            "every page of docs/ has below its title the way back to docs/README.md, and every folder's README lists its pages")
    void everyPageLeadsBack() throws IOException {
        Path docs = ROOT.resolve("docs").normalize();
        List<String> without = new ArrayList<>();
        for (Path page : documents().filter(page -> page.startsWith(docs)).toList()) {
            Path list = page.resolveSibling("README.md");
            if (!page.equals(docs.resolve("README.md"))
                    && !target(page, firstLink(page)).equals(docs.resolve("README.md"))) {
                without.add("no way back: " + page);
            }
            if (Files.exists(list)
                    && !page.equals(list)
                    && links(list).stream().noneMatch(link -> target(list, link).equals(page))) {
                without.add("not in " + list + ": " + page);
            }
        }
        assertThat(without).isEmpty();
    }

    /** On the line below the title's blank one; empty if there is none. */
    private static String firstLink(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        Matcher link = LINK.matcher(lines.size() < 3 ? "" : lines.get(2));
        return link.find() && link.group(1) != null ? link.group(1) : "";
    }

    @Test
    void aLinkThatLeadsNowhereIsFound() {
        Path readme = ROOT.resolve("README.md").normalize();
        assertThat(arrives(readme, "docs/README.md")).isTrue();
        assertThat(arrives(readme, "docs/no-such.md")).isFalse();
        assertThat(arrives(readme, "#no-such-heading")).isFalse();
        assertThat(anchor("`wsctl top`: live, Redis & all")).isEqualTo("wsctl-top-live-redis--all");
    }

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            documents.add(ROOT.resolve(name).normalize());
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .map(Path::normalize)
                    .sorted()
                    .forEach(documents::add);
        }
        return documents.stream();
    }

    /** Those within the project; the web is not asked. */
    private static List<String> links(Path document) throws IOException {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(document));
        while (link.find()) {
            String target = link.group(1) == null ? link.group(2) : link.group(1);
            if (!target.matches("[a-z]+:.*")) {
                links.add(target);
            }
        }
        return links;
    }

    private static Path target(Path document, String link) {
        String file = link.replaceAll("#.*", "");
        return file.isEmpty() ? document : document.resolveSibling(file).normalize();
    }

    private static boolean arrives(Path document, String link) {
        Path target = target(document, link);
        int hash = link.indexOf('#');
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        try {
            Matcher heading = HEADING.matcher(Files.readString(document));
            while (heading.find()) {
                anchors.add(anchor(heading.group(1)));
            }
        } catch (IOException e) {
            return Set.of(); // what is no text has no headings
        }
        return anchors;
    }

    /** As the usual viewers of Markdown name a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
