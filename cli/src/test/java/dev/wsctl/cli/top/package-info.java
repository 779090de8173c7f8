/** Tests of the live view's arithmetic and keys. */
@NullMarked
package dev.wsctl.cli.top;

import org.jspecify.annotations.NullMarked;
