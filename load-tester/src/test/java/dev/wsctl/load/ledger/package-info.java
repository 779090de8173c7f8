@NullMarked
package dev.wsctl.load.ledger;

import org.jspecify.annotations.NullMarked;
