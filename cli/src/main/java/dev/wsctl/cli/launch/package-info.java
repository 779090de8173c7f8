/** Prepares fast starts. Nothing in here runs when a user runs a command. */
@NullMarked
package dev.wsctl.cli.launch;

import org.jspecify.annotations.NullMarked;
