/** What Prometheus scrapes: figures of all that wsctl reads, collected at most so often, whoever asks how many times. */
@NullMarked
package dev.wsctl.cli.exporter;

import org.jspecify.annotations.NullMarked;
