/** Netty clients that carry out a plan. */
@NullMarked
package dev.wsctl.load.engine;

import org.jspecify.annotations.NullMarked;
