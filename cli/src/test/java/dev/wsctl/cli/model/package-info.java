@NullMarked
package dev.wsctl.cli.model;

import org.jspecify.annotations.NullMarked;
