package dev.wsctl.cli.model;

import java.util.List;

/**
 * A capture that was written.
 *
 * @param file its path as it was given
 * @param target what was looked at, without secrets
 * @param keys those that were looked into
 * @param missing parts that could not be read, and why
 * @param status CRITICAL when Redis did not answer, UNKNOWN when something essential is missing
 */
public record CaptureReport(
        String file,
        long bytes,
        String target,
        long nodes,
        long instances,
        long connections,
        long channels,
        long keys,
        List<String> missing,
        Status status) {
    public CaptureReport {
        missing = List.copyOf(missing);
    }
}
