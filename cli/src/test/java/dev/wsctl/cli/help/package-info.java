@NullMarked
package dev.wsctl.cli.help;

import org.jspecify.annotations.NullMarked;
