package dev.wsctl.cli.render;

import java.io.PrintStream;

/** Any further text format of a {@code T}. */
public interface LineView<T> {
    void write(T value, PrintStream out);
}
