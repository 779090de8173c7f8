package dev.wsctl.cli.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.model.RunTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a load test's result that was kept with {@code -o json}. */
public final class RunFile {
    private static final String SCHEMA = "wsctl/loadtest/v1";
    private static final String HINT = "a file kept with: wsctl loadtest … -o json >FILE";
    /** A run of hours is a few hundred kilobytes. */
    private static final long LARGEST = 64L << 20;

    private RunFile() {}

    /** @throws WsctlException if it can't be read or isn't one */
    public static RunSummary read(Path file) {
        JsonNode json;
        try {
            if (Files.size(file) > LARGEST) {
                throw WsctlException.usage(file + " is too large for a load test's result", HINT);
            }
            json = new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw WsctlException.usage(
                    file + " is not JSON: line " + e.getLocation().getLineNr(), HINT);
        } catch (IOException e) {
            throw WsctlException.usage("cannot read " + file, HINT);
        }
        if (!SCHEMA.equals(json.path("schema").asText()) || json.path("plan").isMissingNode()) {
            throw WsctlException.usage(file + " is not a load test's result (" + SCHEMA + " with its plan)", HINT);
        }
        return summary(name(file), json);
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    }

    private static RunSummary summary(String name, JsonNode json) {
        JsonNode plan = json.path("plan");
        JsonNode latency = json.at("/latency/corrected");
        return new RunSummary(
                name,
                new RunSummary.Job(
                        plan.path("targets").size(),
                        plan.path("connections").asInt(),
                        plan.path("rooms").asInt(),
                        number(plan, "rate_per_s"),
                        plan.path("inflight").asInt(),
                        plan.path("message_bytes").asInt()),
                json.path("verdict").asText(),
                texts(json.path("reasons")),
                texts(json.at("/generator/invalid_reasons")),
                json.at("/connections/opened").asInt(),
                json.at("/messages/expected").asLong(),
                json.at("/messages/delivered").asLong(),
                json.at("/messages/lost").asLong(),
                explained(json.path("stages")),
                unheard(json.path("matrix")),
                isDisturbed(json.path("stages")) ? Double.NaN : number(json.path("throughput"), "offered_per_s"),
                number(json.path("throughput"), "sent_per_s"),
                number(json.path("throughput"), "delivered_per_s"),
                number(latency, "avg_us"),
                number(latency, "p50_us"),
                number(latency, "p95_us"),
                number(latency, "p99_us"),
                number(latency, "max_us"),
                number(json.path("generator"), "cpu_pct"),
                redis(json.path("redis")),
                new RunTrace(seconds(json.path("series")), percentiles(latency.path("curve"))));
    }

    private static long explained(JsonNode stages) {
        long lost = 0;
        for (JsonNode stage : stages) {
            lost += stage.at("/disturbance/lost_in_gap").asLong();
        }
        return lost;
    }

    private static long unheard(JsonNode matrix) {
        long lost = 0;
        for (JsonNode way : matrix) {
            lost += way.path("delivered").asLong() == 0 ? way.path("lost").asLong() : 0;
        }
        return lost;
    }

    private static boolean isDisturbed(JsonNode stages) {
        for (JsonNode stage : stages) {
            if (stage.has("disturbance")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable RedisLoad redis(JsonNode json) {
        return json.isObject()
                ? new RedisLoad(
                        json.path("target").asText(),
                        number(json, "cpu_pct"),
                        json.path("connections").asLong(-1),
                        json.path("memory_bytes").asLong(-1),
                        json.path("trouble").asText())
                : null;
    }

    /** From the first message on. */
    private static List<RunTrace.Moment> seconds(JsonNode series) {
        List<RunTrace.Moment> seconds = new ArrayList<>();
        double from = Double.NaN;
        for (JsonNode second : series) {
            double at = second.path("at_ms").asDouble();
            double length = second.path("length_ms").asDouble();
            if (Double.isNaN(from) && second.path("sent").asLong() > 0) {
                from = at;
            }
            if (!Double.isNaN(from) && length > 0) {
                seconds.add(new RunTrace.Moment(
                        (at - from + length / 2) / 1e3,
                        number(second, "p99_us"),
                        second.path("delivered").asLong() * 1e3 / length));
            }
        }
        return seconds;
    }

    private static List<RunTrace.Point> percentiles(JsonNode curve) {
        List<RunTrace.Point> points = new ArrayList<>();
        curve.forEach(point -> points.add(new RunTrace.Point(number(point, "pct"), number(point, "us"))));
        return points;
    }

    private static double number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
