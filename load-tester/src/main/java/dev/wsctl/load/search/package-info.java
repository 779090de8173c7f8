/** Looks for the highest load a cluster stands by running one plan after another. Pure; knows reports and nothing of sockets. */
@NullMarked
package dev.wsctl.load.search;

import org.jspecify.annotations.NullMarked;
