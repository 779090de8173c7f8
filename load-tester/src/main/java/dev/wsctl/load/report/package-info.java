/** What a run found: the report and how verdicts are reached. Prints nothing. */
@NullMarked
package dev.wsctl.load.report;

import org.jspecify.annotations.NullMarked;
