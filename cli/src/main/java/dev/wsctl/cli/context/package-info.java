/**
 * Named targets: finds and reads the files that describe them, says where a mistake is, changes them without touching the
 * rest, and fetches the secrets they refer to. Judges nothing about a target. Knows {@code model} and {@code exit}; the
 * only user of the YAML library beside the dialects.
 */
@NullMarked
package dev.wsctl.cli.context;

import org.jspecify.annotations.NullMarked;
