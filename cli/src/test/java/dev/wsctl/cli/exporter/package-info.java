@NullMarked
package dev.wsctl.cli.exporter;

import org.jspecify.annotations.NullMarked;
