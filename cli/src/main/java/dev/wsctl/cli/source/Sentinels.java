package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.resp.Dialer;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sentinels, one after the other, where the master is. Of the first majority of answers the latest counts: a
 * sentinel that was away during a failover still names the old master.
 */
final class Sentinels {
    /** With the credentials that the sentinels ask for. */
    private final RedisTarget asOurselves;

    private final RedisTarget.Sentinel wanted;
    private final Dialer dialer;
    private final List<RedisFailure> failures = new ArrayList<>();

    Sentinels(RedisTarget target, RedisTarget.Sentinel wanted, Dialer dialer) {
        this.asOurselves = target.withCredentials(wanted.user(), wanted.password());
        this.wanted = wanted;
        this.dialer = dialer;
    }

    /** @param epoch counts the failovers */
    private record Answer(Endpoint master, long epoch) {}

    Endpoint master(Deadline deadline) {
        List<Endpoint> sentinels = asOurselves.endpoints();
        Answer latest = null;
        int answers = 0;
        for (int i = 0; i < sentinels.size() && answers <= sentinels.size() / 2; i++) {
            // One share more than there are sentinels: the master wants its time too.
            Deadline share = deadline.share(sentinels.size() - i + 1);
            try (RedisNode node = RedisNode.dial(asOurselves, dialer, sentinels.get(i), share)) {
                node.authenticate();
                Answer answer = ask(node);
                answers++;
                if (latest == null || answer.epoch > latest.epoch) {
                    latest = answer;
                }
            } catch (RedisFailure e) {
                failures.add(explained(e));
            }
        }
        if (latest == null) {
            throw failures.get(failures.size() - 1);
        }
        return latest.master;
    }

    /** Their users are not those of the Redis they watch. */
    private static RedisFailure explained(RedisFailure e) {
        return switch (e.kind()) {
            case AUTH, NOPERM ->
                new RedisFailure(
                        e.kind(),
                        e.exitCode(),
                        "a sentinel: " + e.what(),
                        "?sentinel_user=NAME&sentinel_password=SECRET in the URL, before the #");
            default -> e;
        };
    }

    private Answer ask(RedisNode sentinel) {
        Object reply = sentinel.callAll(List.<String[]>of(new String[] {"SENTINEL", "MASTER", wanted.master()}))
                .get(0);
        if (reply instanceof RespError error) {
            throw error.message().contains("No such master")
                    ? unknown(sentinel)
                    : error.message().startsWith("ERR unknown command")
                            ? noSentinel(sentinel)
                            : sentinel.failure(error, "SENTINEL", "MASTER");
        }
        if (reply instanceof List<?> fields) {
            String host = field(fields, "ip");
            String port = field(fields, "port");
            String epoch = field(fields, "config-epoch");
            if (host != null && port != null) {
                return new Answer(
                        new Endpoint.Tcp(host, Integer.parseInt(port)), epoch == null ? 0 : Long.parseLong(epoch));
            }
        }
        throw noSentinel(sentinel);
    }

    private RedisFailure unknown(RedisNode sentinel) {
        String known = names(sentinel);
        return new RedisFailure(
                RedisFailure.Kind.OTHER,
                ExitCode.CRITICAL,
                "the sentinel " + sentinel.endpoint().display() + " knows no master named " + wanted.master(),
                known.isEmpty()
                        ? "it watches no master at all yet: `sentinel monitor` in its file"
                        : "it knows " + known);
    }

    private static RedisFailure noSentinel(RedisNode node) {
        return new RedisFailure(
                RedisFailure.Kind.OTHER,
                ExitCode.CRITICAL,
                node.endpoint().display() + " is no sentinel",
                "the port of a sentinel, by default 26379; or redis:// for the Redis itself");
    }

    /** The names of the masters that a sentinel watches, for people; empty for none. */
    static String names(RedisNode sentinel) {
        List<String> names = new ArrayList<>();
        if (sentinel.callAll(List.<String[]>of(new String[] {"SENTINEL", "MASTERS"}))
                        .get(0)
                instanceof List<?> masters) {
            for (Object master : masters) {
                String name = master instanceof List<?> fields ? field(fields, "name") : null;
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return String.join(", ", names);
    }

    /** From a flat list of names and values; null when it is not there. */
    private static @Nullable String field(List<?> fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (name.equals(fields.get(i))) {
                return String.valueOf(fields.get(i + 1));
            }
        }
        return null;
    }
}
