/**
 * Makes {@code completions/} and {@code man/} from the commands themselves. Test code: the files are committed, so
 * nothing of it ships; {@link dev.wsctl.cli.generate.GeneratedFilesTest} keeps them current.
 */
@NullMarked
package dev.wsctl.cli.generate;

import org.jspecify.annotations.NullMarked;
