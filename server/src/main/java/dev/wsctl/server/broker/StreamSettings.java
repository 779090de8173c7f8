package dev.wsctl.server.broker;

import java.time.Duration;

/**
 * How rooms are recorded.
 *
 * @param maxLength about how many messages a room's stream keeps at most
 * @param maxAge how long it keeps them at most
 */
public record StreamSettings(int maxLength, Duration maxAge) {}
