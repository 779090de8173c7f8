package dev.wsctl.cli.render;

/** How programs see a {@code T}: the fields that follow {@code schema}. */
public interface JsonView<T> {
    void write(T value, JsonObject json);
}
