/** Listening to what is published, as a guest who leaves before he is a burden. Reads; judges nothing. */
@NullMarked
package dev.wsctl.cli.source.live;

import org.jspecify.annotations.NullMarked;
