package dev.wsctl.cli.exit;

import java.io.PrintStream;

/** The one place that turns an exception into text on stderr and an exit code. */
public final class ErrorReport {
    private ErrorReport() {}

    /** Prints what failed and what to try; a stack trace only with {@code debug}. */
    public static ExitCode print(Throwable failure, PrintStream err, boolean debug) {
        if (failure instanceof OutputClosedException) {
            return ExitCode.OUTPUT_CLOSED;
        }
        if (failure instanceof WsctlException known) {
            err.println("wsctl: " + known.what());
            if (!known.hint().isEmpty()) {
                err.println("  try: " + known.hint());
            }
            trace(failure, err, debug);
            err.flush();
            return known.exitCode();
        }
        err.println("wsctl: this is a bug in wsctl: " + Redaction.of(failure.toString()));
        err.println("  try: the same with --debug, and report what it prints together with `wsctl --version`");
        trace(failure, err, debug);
        err.flush();
        return ExitCode.INTERNAL;
    }

    private static void trace(Throwable failure, PrintStream err, boolean debug) {
        if (!debug) {
            return;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.println("  " + Redaction.of(cause.toString()));
            for (StackTraceElement frame : cause.getStackTrace()) {
                err.println("    at " + frame);
            }
        }
    }
}
