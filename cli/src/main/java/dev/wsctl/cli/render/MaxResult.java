package dev.wsctl.cli.render;

import dev.wsctl.load.search.MaxSearch;

/**
 * What a search for the highest load found.
 *
 * @param dimension what was raised, {@code rate}
 * @param unit behind its number, {@code messages/s}
 */
public record MaxResult(String dimension, String unit, MaxSearch.Result found, boolean interrupted) {}
