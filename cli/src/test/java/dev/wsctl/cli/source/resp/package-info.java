@NullMarked
package dev.wsctl.cli.source.resp;

import org.jspecify.annotations.NullMarked;
