@NullMarked
package dev.wsctl.cli.source;

import org.jspecify.annotations.NullMarked;
