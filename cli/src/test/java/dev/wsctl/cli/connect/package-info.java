/** Tests of the interactive WebSocket client. */
@NullMarked
package dev.wsctl.cli.connect;

import org.jspecify.annotations.NullMarked;
