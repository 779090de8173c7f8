@NullMarked
package dev.wsctl.server.protocol;

import org.jspecify.annotations.NullMarked;
