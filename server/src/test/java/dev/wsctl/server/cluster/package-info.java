@NullMarked
package dev.wsctl.server.cluster;

import org.jspecify.annotations.NullMarked;
