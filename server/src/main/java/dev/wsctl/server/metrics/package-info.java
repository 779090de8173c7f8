/**
 * What an instance counts and times, and the two forms in which it shows that. JDK only: every other package may use it,
 * it uses none.
 *
 * <p>Nothing is pushed: whoever has a figure registers a way to ask for it in the {@link
 * dev.wsctl.server.metrics.MetricRegistry}, and is asked when somebody looks. So a figure costs the hot path no more
 * than the counter it is read from.
 */
@NullMarked
package dev.wsctl.server.metrics;

import org.jspecify.annotations.NullMarked;
