@NullMarked
package dev.wsctl.load;

import org.jspecify.annotations.NullMarked;
