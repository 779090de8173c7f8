@NullMarked
package dev.wsctl.load.report;

import org.jspecify.annotations.NullMarked;
