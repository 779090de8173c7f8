@NullMarked
package dev.wsctl.cli.capture;

import org.jspecify.annotations.NullMarked;
