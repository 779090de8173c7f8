/**
 * A WebSocket connection that somebody talks on, line by line: a person or a script. Knows the dialects of the load tester;
 * the connection itself is Tyrus', an implementation that shares nothing with the server's or the load tester's.
 */
@NullMarked
package dev.wsctl.cli.connect;

import org.jspecify.annotations.NullMarked;
