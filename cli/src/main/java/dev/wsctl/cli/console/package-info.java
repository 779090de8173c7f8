/** The terminal as JLine sees it. Only what is interactive comes here, so that no other command loads any of it. */
@NullMarked
package dev.wsctl.cli.console;

import org.jspecify.annotations.NullMarked;
