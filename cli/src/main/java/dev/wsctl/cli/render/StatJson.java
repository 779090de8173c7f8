package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisStat;

/** {@code wsctl/stat/v1}. */
public final class StatJson implements JsonView<RedisStat> {
    public static final String SCHEMA = "wsctl/stat/v1";

    @Override
    public void write(RedisStat stat, JsonObject json) {
        RedisFacts facts = stat.facts();
        json.text("target", stat.target())
                .text("time", stat.time().toString())
                .number("since_last_ms", stat.sinceLast().toMillis())
                .number("keys", facts.keys())
                .number("used_memory_bytes", facts.usedMemory())
                .number("connected_clients", facts.connectedClients())
                .number("blocked_clients", facts.blockedClients())
                .number("total_commands_processed", facts.totalCommands())
                .number("new_commands", stat.newCommands())
                .number("total_connections_received", facts.totalConnections())
                .number("new_connections", stat.newConnections());
    }
}
