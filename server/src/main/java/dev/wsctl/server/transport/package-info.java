/**
 * Sockets: the listener, the HTTP endpoints, the WebSocket handshake, frames in, close codes out. May use every other
 * package of the server except the Redis client; nothing but the composition root uses it.
 *
 * <p>A connection starts with Netty's HTTP codec and {@link dev.wsctl.server.transport.HttpHandler}. After the upgrade
 * one handler is left, which decodes frames itself: per connection that is less memory than a stack of handlers, and every close
 * code is ours. All timers are per loop: {@link dev.wsctl.server.transport.PingWheel} and
 * {@link dev.wsctl.server.transport.DeadlineQueue}.
 */
@NullMarked
package dev.wsctl.server.transport;

import org.jspecify.annotations.NullMarked;
