/** Rows of a user's own data, as clients and messages carry them. Reads files; knows nothing of runs. */
@NullMarked
package dev.wsctl.load.data;

import org.jspecify.annotations.NullMarked;
