@NullMarked
package dev.wsctl.cli.check.doctor;

import org.jspecify.annotations.NullMarked;
