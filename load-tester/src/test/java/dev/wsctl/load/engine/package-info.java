@NullMarked
package dev.wsctl.load.engine;

import org.jspecify.annotations.NullMarked;
