/**
 * Load plans as files: what the flags of {@code loadtest} say, and the stages no flag can. Mistakes are told with their
 * line and column. Knows the load engine's plans, but no command and no rendering.
 */
@NullMarked
package dev.wsctl.cli.plan;

import org.jspecify.annotations.NullMarked;
