/** Verdicts: pure functions from what was read to findings. */
@NullMarked
package dev.wsctl.cli.check;

import org.jspecify.annotations.NullMarked;
