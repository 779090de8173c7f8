@NullMarked
package dev.wsctl.cli.launch;

import org.jspecify.annotations.NullMarked;
