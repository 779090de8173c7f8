@NullMarked
package dev.wsctl.server.transport;

import org.jspecify.annotations.NullMarked;
