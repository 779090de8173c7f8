@NullMarked
package dev.wsctl.cli.exit;

import org.jspecify.annotations.NullMarked;
