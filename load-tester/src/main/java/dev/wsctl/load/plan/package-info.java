/** What a run is asked to do: targets, topology, pace, thresholds. Pure; the JDK only. */
@NullMarked
package dev.wsctl.load.plan;

import org.jspecify.annotations.NullMarked;
