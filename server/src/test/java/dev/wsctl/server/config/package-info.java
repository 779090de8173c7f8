@NullMarked
package dev.wsctl.server.config;

import org.jspecify.annotations.NullMarked;
