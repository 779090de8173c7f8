/** wsctl at a prompt: splitting lines, running each as a process of its own, and what of them is remembered. */
@NullMarked
package dev.wsctl.cli.shell;

import org.jspecify.annotations.NullMarked;
