package dev.wsctl.cli.model.evidence;

import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.Percentiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One node of Redis, looked at twice.
 *
 * @param address {@code host:port} or the path of a Unix socket
 * @param server which of several independent servers it belongs to, from 0
 * @param tls the connection to it is encrypted
 * @param first the earlier sample
 * @param last the later one
 * @param config CONFIG by name; secrets only as {@code set}, {@code weak} or empty
 * @param clients CLIENT LIST, without our own connections; absent when there are too many to list
 * @param slowlog the newest entries
 * @param ping round trips
 * @param denials what ACL LOG says of others than us, the newest first
 */
public record NodeEvidence(
        String address,
        int server,
        boolean tls,
        NodeSample first,
        NodeSample last,
        Reading<Map<String, String>> config,
        Reading<List<Client>> clients,
        Reading<PubSubFigures> pubsub,
        Reading<List<SlowCommand>> slowlog,
        Reading<List<LatencyEvent>> latency,
        Reading<List<AclUser>> acl,
        Reading<Percentiles> ping,
        Reading<List<Denial>> denials) {

    /** Between the samples. */
    public Duration window() {
        return Duration.ofNanos(last.atNanos() - first.atNanos());
    }

    /** The same, its counters compared with an earlier sample. */
    public NodeEvidence since(NodeSample earlier) {
        return new NodeEvidence(
                address, server, tls, earlier, last, config, clients, pubsub, slowlog, latency, acl, ping, denials);
    }

    public Info info() {
        return last.info().need();
    }

    /** A field of the later INFO. */
    public String text(String field) {
        String value = info().fields().get(field);
        if (value == null) {
            throw unknown(field);
        }
        return value;
    }

    /** A number of the later INFO. */
    public long number(String field) {
        return number(last.info().need(), field);
    }

    /** How much a counter of INFO grew between the samples; from zero if Redis was restarted in between. */
    public long growth(String field) {
        long now = number(field);
        long before = number(first.info().need(), field);
        return now < before ? now : now - before;
    }

    /** {@link #growth} in a second. */
    public double rate(String field) {
        return perSecond(growth(field));
    }

    public double perSecond(long growth) {
        double seconds = window().toNanos() / 1e9;
        return seconds <= 0 ? 0 : growth / seconds;
    }

    /**
     * How much a part of a line like {@code cmdstat_publish:calls=1,usec=2} or {@code errorstat_OOM:count=1} grew. Such a
     * line appears with the first event: none is zero.
     */
    public long growth(String line, String part) {
        long now = part(last.info().need(), line, part);
        long before = part(first.info().need(), line, part);
        return now < before ? now : now - before;
    }

    /** The later value of such a part; zero when the line is not there. */
    public long total(String line, String part) {
        return part(last.info().need(), line, part);
    }

    /** A CONFIG value. */
    public String config(String name) {
        String value = config.need().get(name);
        if (value == null) {
            throw new AbsentException("this Redis has no setting " + name);
        }
        return value;
    }

    public long configNumber(String name) {
        String value = config(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new AbsentException("the setting " + name + " is " + value);
        }
    }

    private static long number(Info info, String field) {
        OptionalLong value = info.number(field);
        if (value.isEmpty()) {
            throw unknown(field);
        }
        return value.getAsLong();
    }

    private static long part(Info info, String line, String part) {
        for (String field : info.text(line, "").split(",")) {
            if (field.startsWith(part + "=")) {
                return (long) Double.parseDouble(field.substring(part.length() + 1));
            }
        }
        return 0;
    }

    private static AbsentException unknown(String field) {
        return new AbsentException("INFO of this Redis has no field " + field);
    }
}
