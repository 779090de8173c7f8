package dev.wsctl.server;

import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.broker.PoolFigures;
import dev.wsctl.server.broker.PubSubDetail.Delay;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.cluster.Heartbeat;
import dev.wsctl.server.metrics.MetricRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Registers what the Redis side can tell: pub/sub and its delays (D9), drops, the pool (C6), the heartbeat. */
final class RedisMetrics {

    private RedisMetrics() {}

    static void pubSub(MetricRegistry registry, Broker broker) {
        registry.gauge(
                "wsctl_server_pubsub_connected",
                "1 while messages are exchanged through Redis and this instance hears itself there",
                () -> is(broker, State.CONNECTED));
        registry.gauge(
                "wsctl_server_degraded",
                "1 while Redis has been out of reach for longer than REDIS_DEGRADED_AFTER: messages stay local",
                () -> is(broker, State.DEGRADED));
        counter(registry, broker, "published", "Messages acknowledged by Redis", BrokerStatus::published);
        counter(registry, broker, "received", "Valid messages from other instances", BrokerStatus::received);
        counter(
                registry,
                broker,
                "publish_failures",
                "Messages that could not be handed to Redis; they stayed local",
                BrokerStatus::publishFailures);
        counter(registry, broker, "malformed", "Messages from Redis dropped as not valid", BrokerStatus::malformed);
        counter(
                registry,
                broker,
                "duplicates",
                "Messages from Redis dropped as seen within 5 s",
                BrokerStatus::duplicates);
        registry.counter(
                "wsctl_server_pubsub_retries_total",
                "Messages sent again after a timeout or a broken connection",
                () -> broker.detail().retries());
        registry.counter(
                "wsctl_server_stream_recorded_total",
                "Messages written to the streams of rooms",
                () -> broker.detail().recorded());
        registry.counter(
                "wsctl_server_stream_failures_total",
                "Messages that Redis refused to write there",
                () -> broker.detail().recordFailures());
        registry.counter(
                "wsctl_server_pubsub_undecipherable_total",
                "Messages from Redis dropped because no configured key opens them",
                () -> broker.detail().undecipherable());
        registry.gauge(
                "wsctl_server_pubsub_queue_messages",
                "Messages accepted and not yet acknowledged by Redis",
                () -> broker.detail().queuedMessages());
        registry.gauge(
                "wsctl_server_pubsub_queue_bytes",
                "Their size",
                () -> broker.detail().queuedBytes());
        registry.histogram(
                "wsctl_server_pubsub_latency_seconds",
                "Publish-to-receive delay of timestamped pings, of this instance and the others",
                () -> broker.detail().delays());
        delays(registry, broker, "last", "Delay of the last ping received from each instance", Delay::last);
        delays(registry, broker, "average", "Mean delay of the last 64 pings of each instance", Delay::average);
        delays(registry, broker, "max", "Largest delay of the last 64 pings of each instance", Delay::max);
    }

    private static double is(Broker broker, State state) {
        return broker.status().state() == state ? 1 : 0;
    }

    private static void counter(
            MetricRegistry registry, Broker broker, String name, String help, ToLongFunction<BrokerStatus> figure) {
        registry.counter("wsctl_server_pubsub_" + name + "_total", help, () -> figure.applyAsLong(broker.status()));
    }

    private static void delays(
            MetricRegistry registry, Broker broker, String name, String help, ToDoubleFunction<Delay> millis) {
        registry.gauges("wsctl_server_pubsub_source_latency_" + name + "_seconds", help, "source", () -> {
            Map<String, Double> seconds = new LinkedHashMap<>();
            broker.detail()
                    .delaysBySource()
                    .forEach((source, delay) -> seconds.put(source, millis.applyAsDouble(delay) / 1e3));
            return seconds;
        });
    }

    static void data(MetricRegistry registry, RedisData data) {
        registry.gauges("wsctl_server_redis_pool_connections", "The pool for transactions", "state", () -> pool(data));
        registry.gauge(
                "wsctl_server_redis_pool_max_connections",
                "Connections it may have",
                () -> data.pool().max());
        registry.gauge(
                "wsctl_server_redis_pool_waiting",
                "Callers that wait for a connection",
                () -> data.pool().waiting());
        registry.gauge(
                "wsctl_server_redis_pool_usage_ratio",
                "Connections in use of those it may have, 0 to 1",
                () -> data.pool().usagePercent() / 100);
        registry.counter(
                "wsctl_server_redis_retries_total", "Commands tried again because no answer came", data::retries);
        registry.gauge(
                "wsctl_server_redis_data_connected",
                "1 while sessions and heartbeats can reach Redis",
                () -> data.isConnected() ? 1 : 0);
    }

    private static Map<String, Integer> pool(RedisData data) {
        PoolFigures figures = data.pool();
        Map<String, Integer> states = new LinkedHashMap<>();
        states.put("created", figures.created());
        states.put("available", figures.available());
        states.put("in_use", figures.inUse());
        return states;
    }

    static void heartbeat(MetricRegistry registry, Heartbeat heartbeat) {
        registry.gauge(
                "wsctl_server_heartbeat_age_seconds",
                "Since Redis confirmed this instance's last heartbeat",
                () -> age(heartbeat.lastBeat()));
        registry.gauge(
                "wsctl_server_duplicate_instance_id",
                "1 while another live instance uses this instance's id",
                () -> heartbeat.isDuplicated() ? 1 : 0);
    }

    private static double age(@Nullable Instant last) {
        return last == null ? Double.NaN : Duration.between(last, Instant.now()).toMillis() / 1e3;
    }
}
