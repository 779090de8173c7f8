/**
 * How instances know of each other and of each other's clients: {@link dev.wsctl.server.cluster.Heartbeat} writes this
 * instance's key, {@link dev.wsctl.server.cluster.InstanceRegistry} reads everybody's, {@link
 * dev.wsctl.server.cluster.Obituaries} notices who died, and {@link dev.wsctl.server.cluster.Presence} keeps who is
 * connected. Uses Redis through broker's RedisData and RedisSets only.
 */
@NullMarked
package dev.wsctl.server.cluster;

import org.jspecify.annotations.NullMarked;
