/**
 * What the server can be told, by flag or environment: one table ({@link dev.wsctl.server.config.Settings}) from which
 * parsing, help text and documentation come, and the immutable {@link dev.wsctl.server.config.ServerConfig} it yields.
 * JDK only.
 */
@NullMarked
package dev.wsctl.server.config;

import org.jspecify.annotations.NullMarked;
