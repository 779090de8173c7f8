/** Recognising WebSocket frameworks by what they leave in Redis. Pure functions of names. */
@NullMarked
package dev.wsctl.cli.framework;

import org.jspecify.annotations.NullMarked;
