/** Tests of the packages: unit tests of what makes them, and integration tests that install and run them. */
@NullMarked
package dev.wsctl.dist;

import org.jspecify.annotations.NullMarked;
