/** The files under docs/deploy, each checked by the tool or the types it is written for. */
@NullMarked
package dev.wsctl.cli.deploy;

import org.jspecify.annotations.NullMarked;
