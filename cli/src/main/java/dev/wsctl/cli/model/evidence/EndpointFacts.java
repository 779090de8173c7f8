package dev.wsctl.cli.model.evidence;

import dev.wsctl.cli.model.RedisLink;
import java.util.Map;

/**
 * What an instance tells over HTTP.
 *
 * @param url its WebSocket URL, without secrets
 * @param link GET /health/redis
 * @param metrics GET /metrics: numbers and texts by dotted path, {@code pubsub.publishFailures}
 */
public record EndpointFacts(String url, RedisLink link, Reading<Map<String, String>> metrics) {}
