/**
 * Rooms, their members, and the fan-out: the hot path of the server. Knows channels and event loops, but neither HTTP
 * nor Redis' client library.
 *
 * <p>Each event loop is the only one to touch its own members. A message is encoded once as a complete WebSocket frame
 * and handed to every loop that has members in the room; a loop takes all that has come in at once, joins what goes to
 * the same room, and writes each member's share with one system call, straight from the shared buffer. What a socket
 * does not take waits in a bounded queue of that member alone.
 */
@NullMarked
package dev.wsctl.server.room;

import org.jspecify.annotations.NullMarked;
