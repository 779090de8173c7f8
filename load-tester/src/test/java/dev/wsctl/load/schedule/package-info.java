@NullMarked
package dev.wsctl.load.schedule;

import org.jspecify.annotations.NullMarked;
