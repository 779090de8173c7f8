package dev.wsctl.cli.model;

/**
 * What one node of Redis said of channels.
 *
 * @param subscriptions to all of them together
 * @param problem why it did not say all; the numbers are lower bounds then; empty otherwise
 */
public record NodeChannels(
        String address, long channels, long shardChannels, long subscriptions, long patterns, String problem) {}
