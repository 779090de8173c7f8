/** What {@code wsctl help TOPIC} tells, from one source for terminal and man page. Knows {@code exit} only. */
@NullMarked
package dev.wsctl.cli.help;

import org.jspecify.annotations.NullMarked;
