@NullMarked
package dev.wsctl.server.session;

import org.jspecify.annotations.NullMarked;
