@NullMarked
package dev.wsctl.load.data;

import org.jspecify.annotations.NullMarked;
