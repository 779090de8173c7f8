@NullMarked
package dev.wsctl.load.preflight;

import org.jspecify.annotations.NullMarked;
