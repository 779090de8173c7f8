package dev.wsctl.cli.exit;

import dev.wsctl.cli.model.Status;

/** Process exit codes. Scripts depend on these numbers: add, never renumber. */
public enum ExitCode {
    OK(0, "all is well"),
    WARNING(1, "a warning threshold was crossed"),
    CRITICAL(2, "a critical threshold was crossed, or the target is unreachable"),
    UNKNOWN(3, "could not judge; never reads as healthy"),
    USAGE(64, "the command line is wrong"),
    INTERNAL(70, "a bug in wsctl"),
    CONFIG(78, "the configuration is wrong"),
    INTERRUPTED(130, "ended by Ctrl-C"),
    /** 128 + SIGPIPE, as the shell reports any program whose reader went away. */
    OUTPUT_CLOSED(141, "the reader of the output went away");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public static ExitCode of(Status status) {
        return switch (status) {
            case OK -> OK;
            case WARNING -> WARNING;
            case CRITICAL -> CRITICAL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** What this exit code says about the target; anything that is no verdict counts as UNKNOWN. */
    public Status status() {
        return switch (this) {
            case OK -> Status.OK;
            case WARNING -> Status.WARNING;
            case CRITICAL -> Status.CRITICAL;
            default -> Status.UNKNOWN;
        };
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
