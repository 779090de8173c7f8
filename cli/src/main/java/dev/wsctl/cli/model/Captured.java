package dev.wsctl.cli.model;

import java.time.Duration;

/**
 * Where evidence comes from that was not read just now.
 *
 * @param file as it was named
 * @param age since the evidence was read, by this machine's clock; negative when that clock is behind
 * @param version of the wsctl that wrote it
 * @param anonymized addresses, users and instances are numbered
 */
public record Captured(String file, Duration age, String version, boolean anonymized) {}
