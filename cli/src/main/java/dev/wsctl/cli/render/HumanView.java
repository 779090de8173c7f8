package dev.wsctl.cli.render;

/** How people see a {@code T}. */
public interface HumanView<T> {
    void write(T value, Page page);
}
