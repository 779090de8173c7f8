/**
 * How instances show each other that they live: {@link dev.wsctl.server.cluster.Heartbeat} writes this instance's key,
 * {@link dev.wsctl.server.cluster.InstanceRegistry} reads everybody's. Uses Redis through broker's RedisData only.
 */
@NullMarked
package dev.wsctl.server.cluster;

import org.jspecify.annotations.NullMarked;
