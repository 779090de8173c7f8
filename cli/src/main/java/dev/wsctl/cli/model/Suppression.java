package dev.wsctl.cli.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A finding somebody has looked at and decided to live with.
 *
 * @param code of the finding, like DEL03
 * @param subject a glob for what it is about; {@code *} for all
 * @param reason why, for those who come later; never empty
 * @param until the last day it holds; null means as long as it stands in the file
 */
public record Suppression(
        String code,
        String subject,
        String reason,
        @Nullable LocalDate until) {
    /** The same for a code as findings carry it, however it was typed. */
    public Suppression of(String findingCode) {
        return new Suppression(findingCode, subject, reason, until);
    }

    /** Whether it still holds on that day. */
    public boolean holds(LocalDate day) {
        return until == null || !day.isAfter(until);
    }

    /** Whether this finding is meant. */
    public boolean covers(String findingCode, String findingSubject) {
        return code.equals(findingCode) && new Glob(subject).matches(findingSubject);
    }
}
