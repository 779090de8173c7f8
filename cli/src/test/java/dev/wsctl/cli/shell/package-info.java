/** Tests of the shell. */
@NullMarked
package dev.wsctl.cli.shell;

import org.jspecify.annotations.NullMarked;
