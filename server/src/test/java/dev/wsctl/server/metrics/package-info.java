@NullMarked
package dev.wsctl.server.metrics;

import org.jspecify.annotations.NullMarked;
