@NullMarked
package dev.wsctl.cli.payload;

import org.jspecify.annotations.NullMarked;
