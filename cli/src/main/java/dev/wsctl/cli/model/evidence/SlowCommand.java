package dev.wsctl.cli.model.evidence;

import java.time.Instant;

/**
 * An entry of SLOWLOG, without arguments: they may hold anything.
 *
 * @param id grows by one with each entry
 * @param micros how long Redis did nothing else
 * @param command its name, in capitals
 */
public record SlowCommand(long id, Instant time, long micros, String command) {}
