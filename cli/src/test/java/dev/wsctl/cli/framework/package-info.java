@org.jspecify.annotations.NullMarked
package dev.wsctl.cli.framework;
