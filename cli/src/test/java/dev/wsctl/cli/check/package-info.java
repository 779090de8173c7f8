@NullMarked
package dev.wsctl.cli.check;

import org.jspecify.annotations.NullMarked;
