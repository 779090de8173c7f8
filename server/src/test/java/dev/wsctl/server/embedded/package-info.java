@NullMarked
package dev.wsctl.server.embedded;

import org.jspecify.annotations.NullMarked;
