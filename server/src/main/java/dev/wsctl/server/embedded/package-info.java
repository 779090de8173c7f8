/**
 * A real Redis server started as a child process, from the binary that travels with wsctl: for {@code wsctl demo} and
 * for tests on machines without Redis and without Docker. Uses the JDK only.
 */
@NullMarked
package dev.wsctl.server.embedded;

import org.jspecify.annotations.NullMarked;
