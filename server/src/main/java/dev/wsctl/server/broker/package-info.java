/**
 * Carries messages between instances. {@link dev.wsctl.server.broker.Broker} has two implementations that meet one
 * contract: LocalBroker for a single instance and RedisBroker. Lettuce is used here and nowhere else in the server.
 */
@NullMarked
package dev.wsctl.server.broker;

import org.jspecify.annotations.NullMarked;
