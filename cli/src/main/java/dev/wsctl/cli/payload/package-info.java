/** Telling what a published message is: encoding, framework, type, room, sender. Pure functions of channel and bytes; runs nothing it reads. */
@NullMarked
package dev.wsctl.cli.payload;

import org.jspecify.annotations.NullMarked;
