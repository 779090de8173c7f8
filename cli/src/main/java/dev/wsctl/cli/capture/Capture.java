package dev.wsctl.cli.capture;

import dev.wsctl.cli.model.evidence.Evidence;

/**
 * Evidence as it was kept.
 *
 * @param version of the wsctl that wrote it
 * @param anonymized addresses, users and instances are numbered, too
 */
public record Capture(String version, boolean anonymized, Evidence evidence) {}
