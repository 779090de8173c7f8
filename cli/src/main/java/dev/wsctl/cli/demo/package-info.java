/**
 * The cluster that {@code wsctl demo} runs on and the story it tells: real processes, real connections, faults that
 * really happen. What the story shows comes from the same commands that users run.
 */
@NullMarked
package dev.wsctl.cli.demo;

import org.jspecify.annotations.NullMarked;
