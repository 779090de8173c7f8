@NullMarked
package dev.wsctl.cli.demo;

import org.jspecify.annotations.NullMarked;
