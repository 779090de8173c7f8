/** Command-line options shared by commands, and the converters that check what people type. */
@NullMarked
package dev.wsctl.cli.option;

import org.jspecify.annotations.NullMarked;
