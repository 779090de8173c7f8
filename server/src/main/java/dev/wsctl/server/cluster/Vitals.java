package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.PoolFigures;

/**
 * What an instance says about itself in a heartbeat.
 *
 * @param connectedClients its WebSocket connections
 * @param rooms rooms with members here
 * @param address where clients connect to, host and port
 * @param pool its pool of Redis connections
 * @param broker how it exchanges messages
 */
public record Vitals(int connectedClients, int rooms, String address, PoolFigures pool, BrokerStatus broker) {}
