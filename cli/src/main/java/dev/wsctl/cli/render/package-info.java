/** Turns facts and findings into text for people and JSON for programs. */
@NullMarked
package dev.wsctl.cli.render;

import org.jspecify.annotations.NullMarked;
