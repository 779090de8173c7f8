/** What a plan needs of a machine, and what of that does not fit, before anything is opened. Only {@link dev.wsctl.load.preflight.Machine} reads. */
@NullMarked
package dev.wsctl.load.preflight;

import org.jspecify.annotations.NullMarked;
