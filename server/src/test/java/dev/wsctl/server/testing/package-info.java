/** Real Redis and real networks for tests; published as this module's test-jar. */
@NullMarked
package dev.wsctl.server.testing;

import org.jspecify.annotations.NullMarked;
