package dev.wsctl.server;

import dev.wsctl.server.broker.PoolFigures;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.cluster.Heartbeat;
import dev.wsctl.server.cluster.Obituaries;
import dev.wsctl.server.protocol.PresenceCounts;
import dev.wsctl.server.session.SessionStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code /api/status} says about sessions, the pool and the heartbeat. */
final class ClusterStatus {

    private ClusterStatus() {}

    static Map<String, Object> describe(
            SessionStore sessions,
            @Nullable RedisData data,
            @Nullable Heartbeat heartbeat,
            PresenceCounts presence,
            @Nullable Obituaries obituaries) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sessions_shared", sessions.shared());
        if (data != null) {
            answer.put("data_connected", data.isConnected());
            answer.put("data_retries", data.retries());
            answer.put("pool", pool(data.pool()));
        }
        if (heartbeat != null) {
            Instant last = heartbeat.lastBeat();
            answer.put("last_heartbeat", last == null ? "never" : last.toString());
            answer.put("duplicate_instance_id", heartbeat.isDuplicated());
        }
        answer.put("presence", presence(presence));
        if (obituaries != null) {
            answer.put("dead_instances_removed", obituaries.buried());
        }
        return answer;
    }

    private static Map<String, Object> presence(PresenceCounts counts) {
        Map<String, Object> presence = new LinkedHashMap<>();
        presence.put("guests", counts.guests());
        presence.put("members", counts.members());
        presence.put("admins", counts.admins());
        return presence;
    }

    private static Map<String, Object> pool(PoolFigures figures) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("max", figures.max());
        pool.put("created", figures.created());
        pool.put("available", figures.available());
        pool.put("in_use", figures.inUse());
        pool.put("waiting", figures.waiting());
        pool.put("usage_pct", figures.usagePercent());
        return pool;
    }
}
