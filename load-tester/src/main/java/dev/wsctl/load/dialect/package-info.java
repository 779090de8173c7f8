/** How to join, send, and recognise a delivery, for each kind of server. */
@NullMarked
package dev.wsctl.load.dialect;

import org.jspecify.annotations.NullMarked;
