package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.resp.Dialer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the sentinels, one after the other, where the master is. */
final class Sentinels {
    private Sentinels() {}

    static Endpoint master(RedisTarget target, Dialer dialer, Deadline deadline) {
        String name = String.valueOf(target.masterName());
        RedisFailure last = null;
        List<Endpoint> sentinels = target.endpoints();
        for (int i = 0; i < sentinels.size(); i++) {
            Endpoint sentinel = sentinels.get(i);
            // One share more than there are sentinels: the master wants its time too.
            Deadline share = deadline.share(sentinels.size() - i + 1);
            try (RedisNode node = RedisNode.dial(target, dialer, sentinel, share)) {
                Endpoint master = endpoint(node.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name));
                if (master != null) {
                    return master;
                }
                last = unknown(sentinel, name);
            } catch (RedisFailure e) {
                last = e;
            }
        }
        throw last == null ? unknown(new Endpoint.Tcp("?", 0), name) : last;
    }

    private static RedisFailure unknown(Endpoint sentinel, String name) {
        return new RedisFailure(
                RedisFailure.Kind.OTHER,
                ExitCode.CRITICAL,
                "the sentinel " + sentinel.display() + " knows no master named " + name,
                "`redis-cli -p 26379 sentinel masters` lists the names it knows");
    }

    /** Null for a name it doesn't know. */
    private static @Nullable Endpoint endpoint(@Nullable Object answer) {
        return answer instanceof List<?> reply && reply.size() == 2
                ? new Endpoint.Tcp(String.valueOf(reply.get(0)), Integer.parseInt(String.valueOf(reply.get(1))))
                : null;
    }
}
