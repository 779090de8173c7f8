package dev.wsctl.cli.model.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A part of the evidence, or why it is not there.
 *
 * @param value null when it could not be read or was not asked for
 * @param reason why it is absent; empty when it is there
 */
public record Reading<T>(@Nullable T value, String reason) {
    public static <T> Reading<T> of(T value) {
        return new Reading<>(value, "");
    }

    /** @param reason a half sentence: "CONFIG GET is not allowed" */
    public static <T> Reading<T> absent(String reason) {
        return new Reading<>(null, reason);
    }

    public boolean present() {
        return value != null;
    }

    /**
     * The value, for a check that cannot do without.
     *
     * @throws AbsentException with the reason: the check is skipped
     */
    public T need() {
        T there = value;
        if (there == null) {
            throw new AbsentException(reason);
        }
        return there;
    }
}
