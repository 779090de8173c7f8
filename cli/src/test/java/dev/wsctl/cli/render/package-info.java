@NullMarked
package dev.wsctl.cli.render;

import org.jspecify.annotations.NullMarked;
