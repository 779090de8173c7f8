package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares output with a file under src/test/resources/golden; {@code -Dgolden.update=true} writes it instead. */
public final class Golden {
    private static final Path FILES = Path.of("src/test/resources/golden");

    private Golden() {}

    /** What a view prints on 80 columns without colour. */
    static <T> String human(HumanView<T> view, T value) {
        return human(view, value, 80, Page.Detail.NORMAL);
    }

    static <T> String human(HumanView<T> view, T value, int width, Page.Detail detail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        view.write(value, new Page(out, width, false, detail));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static <T> String json(Views<T> views, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        views.write(value, Format.JSON, new Page(out, 80, false, Page.Detail.NORMAL), out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What people see, on 80 columns (NAME.txt) and on 120 (NAME-120.txt). */
    static <T> void looks(String name, Views<T> views, T value) {
        looks(name, views.human(), value);
    }

    static <T> void looks(String name, HumanView<T> view, T value) {
        looks(name, view, value, Page.Detail.NORMAL);
    }

    static <T> void looks(String name, HumanView<T> view, T value, Page.Detail detail) {
        matches(name + ".txt", human(view, value, 80, detail));
        matches(name + "-120.txt", human(view, value, 120, detail));
    }

    static <T> String line(Views<T> views, Format format, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        views.write(value, format, new Page(out, 80, false, Page.Detail.NORMAL), out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static <T> String human(Views<T> views, T value) {
        return human(views.human(), value);
    }

    public static void matches(String name, String actual) {
        // Where a threshold comes from is said in words: who uses wsctl has never seen the list of requirements.
        assertThat(actual).as(name).doesNotContainPattern("[(;,:] ?[A-EN][0-9]{1,2}[);,:]");
        Path file = FILES.resolve(name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(FILES);
                Files.writeString(file, actual);
            }
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (name.endsWith(".txt")) {
            int width = name.endsWith("-120.txt") ? 120 : 80;
            assertThat(actual.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        }
    }
}
