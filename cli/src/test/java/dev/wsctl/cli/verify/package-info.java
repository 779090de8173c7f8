/** Delivery between instances that are broken on purpose. */
@org.jspecify.annotations.NullMarked
package dev.wsctl.cli.verify;
