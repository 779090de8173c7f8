/**
 * Sessions, by which a client that comes back is known again: on any instance while Redis is there, on the same one
 * while it is not. Uses Redis through broker's RedisData only.
 */
@NullMarked
package dev.wsctl.server.session;

import org.jspecify.annotations.NullMarked;
