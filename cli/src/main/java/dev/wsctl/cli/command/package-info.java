/** One class a command: bind, delegate, render, return the exit code. */
@NullMarked
package dev.wsctl.cli.command;

import org.jspecify.annotations.NullMarked;
