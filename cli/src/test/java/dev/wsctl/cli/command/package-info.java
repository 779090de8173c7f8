@NullMarked
package dev.wsctl.cli.command;

import org.jspecify.annotations.NullMarked;
