@NullMarked
package dev.wsctl.server.broker;

import org.jspecify.annotations.NullMarked;
