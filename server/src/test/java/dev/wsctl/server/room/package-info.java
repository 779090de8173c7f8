@NullMarked
package dev.wsctl.server.room;

import org.jspecify.annotations.NullMarked;
