package dev.wsctl.cli.model;

/**
 * Something worth a person's attention.
 *
 * @param title what is the matter, with the value that shows it
 * @param threshold what it was compared with and where that comes from; may be empty
 * @param remedy what to try; may be empty
 */
public record Finding(Status severity, String title, String threshold, String remedy) {}
