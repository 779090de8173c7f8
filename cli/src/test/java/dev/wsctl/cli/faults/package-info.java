/**
 * Everything that can break is broken while three instances carry a steady load and a ledger is kept: {@code mvn verify
 * -Pfaults}. Linux only: threads and files of a process are counted in /proc.
 */
@NullMarked
package dev.wsctl.cli.faults;

import org.jspecify.annotations.NullMarked;
