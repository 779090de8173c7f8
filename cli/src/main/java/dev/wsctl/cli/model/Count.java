package dev.wsctl.cli.model;

import java.util.OptionalLong;

/**
 * A number, or why there is none: what cannot be derived is never guessed.
 *
 * @param atLeast the true number may be higher, for the reason in {@code why}
 * @param why empty for a number that is exact
 */
public record Count(OptionalLong value, boolean atLeast, String why) {

    public static Count of(long value) {
        return new Count(OptionalLong.of(value), false, "");
    }

    public static Count atLeast(long value, String why) {
        return new Count(OptionalLong.of(value), true, why);
    }

    public static Count unknown(String why) {
        return new Count(OptionalLong.empty(), false, why);
    }

    public boolean known() {
        return value.isPresent();
    }
}
