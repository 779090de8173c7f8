/** Immutable facts and what was concluded from them. JDK only: no Redis, no printing, no command line. */
@NullMarked
package dev.wsctl.cli.model;

import org.jspecify.annotations.NullMarked;
