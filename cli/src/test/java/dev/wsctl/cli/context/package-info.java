@NullMarked
package dev.wsctl.cli.context;

import org.jspecify.annotations.NullMarked;
