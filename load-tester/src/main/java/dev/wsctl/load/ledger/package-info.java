/** What became of every message × member: delivered, lost, duplicated, reordered. Pure; the JDK only. */
@NullMarked
package dev.wsctl.load.ledger;

import org.jspecify.annotations.NullMarked;
