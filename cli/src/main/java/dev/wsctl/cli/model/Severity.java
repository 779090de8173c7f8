package dev.wsctl.cli.model;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** Worth knowing; nothing is wrong because of it. */
    INFO(Status.OK),
    WARNING(Status.WARNING),
    CRITICAL(Status.CRITICAL);

    private final Status status;

    Severity(Status status) {
        this.status = status;
    }

    /** What a finding of this severity makes of the whole. */
    public Status status() {
        return status;
    }

    /** As typed: {@code warning}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
