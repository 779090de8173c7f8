package dev.wsctl.server.broker;

/**
 * Where a {@link Lane} leads to.
 *
 * @param label where this leads to, for people
 * @param publishAt where messages are published
 * @param subscribeAt where channels are subscribed
 * @param kind of its channels
 * @param echoChannel the channel on which this instance listens for its own pings at first
 */
record LaneRoute(String label, Place publishAt, Place subscribeAt, ChannelKind kind, String echoChannel) {}
