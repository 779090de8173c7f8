/**
 * The wire: messages, close codes, names, channels and keys, as docs/protocol.md describes them. JDK only, no I/O. The
 * JSON scanner and writer here know exactly the flat objects of that page; they work on UTF-8 bytes because every
 * message passes them, at hundreds of thousands a second.
 */
@NullMarked
package dev.wsctl.server.protocol;

import org.jspecify.annotations.NullMarked;
