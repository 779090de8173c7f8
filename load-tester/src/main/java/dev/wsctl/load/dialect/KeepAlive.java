package dev.wsctl.load.dialect;

import java.time.Duration;

/** A frame that keeps a connection from being closed as idle, and how often it is sent. */
public record KeepAlive(String frame, Duration every) {}
