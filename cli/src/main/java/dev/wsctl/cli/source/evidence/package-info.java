/** Reads the snapshot that {@code doctor} judges. Every part may fail by itself; nothing is asked that harms. */
@NullMarked
package dev.wsctl.cli.source.evidence;

import org.jspecify.annotations.NullMarked;
