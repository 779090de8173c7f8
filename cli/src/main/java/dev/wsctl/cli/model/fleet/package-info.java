/** What {@code top} shows: what one look at the fleet found, and what several looks say together. */
@NullMarked
package dev.wsctl.cli.model.fleet;

import org.jspecify.annotations.NullMarked;
