/** How the processes of one run talk to each other: whole messages, in order, over whatever way there is. */
@NullMarked
package dev.wsctl.load.team;

import org.jspecify.annotations.NullMarked;
