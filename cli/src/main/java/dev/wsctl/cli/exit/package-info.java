/** How the program ends: exit codes, the exception that carries one, and the one place that prints it. JDK only; everyone may use it. */
@NullMarked
package dev.wsctl.cli.exit;

import org.jspecify.annotations.NullMarked;
