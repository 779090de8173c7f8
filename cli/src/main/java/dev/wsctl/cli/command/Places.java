package dev.wsctl.cli.command;

import dev.wsctl.cli.framework.RoomHome;
import dev.wsctl.cli.model.ChannelCensus.Location;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What to call the places where subscribers are: the nodes of one Redis, or several independent servers. */
final class Places {
    private final RedisSource source;
    private final List<RedisTarget> servers;
    private final RoomHome home;

    /** @param prefix channel prefix of the instances */
    Places(RedisSource source, String prefix) {
        this.source = source;
        this.servers = source.target().servers();
        this.home = new RoomHome(prefix, servers.size());
    }

    /** The node's address, or the first address in its server's URL. */
    String of(RedisNode node) {
        return servers.size() == 1 ? node.endpoint().display() : name(source.serverOf(node));
    }

    private String name(int server) {
        return servers.get(server).endpoints().get(0).display();
    }

    Location location(String channel, Map<String, Long> shares) {
        OptionalInt number = home.of(channel);
        return new Location(shares, number.isPresent() ? name(number.getAsInt()) : "");
    }
}
