@NullMarked
package dev.wsctl.cli.model.evidence;

import org.jspecify.annotations.NullMarked;
