@NullMarked
package dev.wsctl.server.access;

import org.jspecify.annotations.NullMarked;
