/** All reading of Redis. Reads and measures, never judges, never prints. */
@NullMarked
package dev.wsctl.cli.source;

import org.jspecify.annotations.NullMarked;
