/** When each message is sent and by whom. Pure; the JDK only. */
@NullMarked
package dev.wsctl.load.schedule;

import org.jspecify.annotations.NullMarked;
