/**
 * A Redis connection that measures: one socket, blocking, no threads of its own, every wait under a deadline.
 *
 * <p>Why not Lettuce here: docs/decisions/0002-own-redis-connection-in-the-cli.md.
 */
@NullMarked
package dev.wsctl.cli.source.resp;

import org.jspecify.annotations.NullMarked;
