package dev.wsctl.cli.option;

import java.util.function.Supplier;

/**
 * Options that {@link PlainArguments} can set. They say a second time what their annotations say; a test holds both
 * against each other.
 */
public interface PlainOptions {
    /**
     * @param value the option's value; a flag does not ask for it
     * @return false when it is none of these options, or one that is left to picocli
     * @throws IllegalArgumentException when the value is not plain; picocli then says what is wrong with it
     */
    boolean take(String name, Supplier<String> value);
}
