@NullMarked
package dev.wsctl.load.search;

import org.jspecify.annotations.NullMarked;
