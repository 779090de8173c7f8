@NullMarked
package dev.wsctl.cli;

import org.jspecify.annotations.NullMarked;
