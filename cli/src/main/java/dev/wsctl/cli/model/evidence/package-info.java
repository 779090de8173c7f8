/**
 * The snapshot that {@code doctor} judges: what was read, and for everything that could not be read, why. Immutable, JDK
 * types only, no secrets in it by construction: passwords, hashes and arguments of commands are dropped by the readers.
 */
@NullMarked
package dev.wsctl.cli.model.evidence;

import org.jspecify.annotations.NullMarked;
