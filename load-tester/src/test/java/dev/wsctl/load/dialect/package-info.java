@NullMarked
package dev.wsctl.load.dialect;

import org.jspecify.annotations.NullMarked;
