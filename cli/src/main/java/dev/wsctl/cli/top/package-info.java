/** The live view: what several looks say together, what a key does, and the loop that ties terminal, looks and checks together. */
@NullMarked
package dev.wsctl.cli.top;

import org.jspecify.annotations.NullMarked;
