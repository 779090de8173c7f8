@NullMarked
package dev.wsctl.server;

import org.jspecify.annotations.NullMarked;
