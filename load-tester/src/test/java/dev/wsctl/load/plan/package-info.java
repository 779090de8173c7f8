@NullMarked
package dev.wsctl.load.plan;

import org.jspecify.annotations.NullMarked;
