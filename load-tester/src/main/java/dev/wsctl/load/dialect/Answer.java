package dev.wsctl.load.dialect;

/**
 * What a member of a template's sends whenever a frame of a kind arrives, say a pong, or what comes second in joining.
 *
 * @param when which frames
 * @param send the frame, with placeholders
 */
public record Answer(Condition when, String send) {}
