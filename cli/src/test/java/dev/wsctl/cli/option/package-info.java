@NullMarked
package dev.wsctl.cli.option;

import org.jspecify.annotations.NullMarked;
