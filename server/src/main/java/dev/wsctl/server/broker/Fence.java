package dev.wsctl.server.broker;

import io.lettuce.core.KillArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a connection that was given up still has on its way from being carried out after what its successor says: the
 * successor has Redis disconnect it before anything else. What Redis has not read by then, it never will. See decision 28.
 *
 * <p>For the connections of one link, which follow one another.
 */
final class Fence {

    private static final Logger LOG = LoggerFactory.getLogger(Fence.class);
    private static final Pattern CLIENT_INFO = Pattern.compile("\\bid=([0-9]+) addr=([!-~]+)(?: |$)");

    /**
     * A connection as Redis knows it. Ids are given out in ascending order and begin again with a new process; the address
     * keeps a connection from being taken for one of another process or node.
     */
    record Identity(long id, String address) {

        /** Null if that is not what CLIENT INFO answers. */
        static @Nullable Identity parse(String clientInfo) {
            Matcher found = CLIENT_INFO.matcher(clientInfo);
            try {
                return found.find() ? new Identity(Long.parseLong(found.group(1)), found.group(2)) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    private final String name;
    private final AtomicReference<@Nullable Identity> last = new AtomicReference<>();
    private volatile boolean forbidden;
    private volatile String refusal = "";

    /** @param name of the link's connections */
    Fence(String name) {
        this.name = name;
    }

    /**
     * Has the last connection that was admitted disconnected, if Redis still knows it, and remembers this one for the next.
     *
     * @return fails if there is no answer, or none yet since Redis is busy. A Redis that refuses to tell or to disconnect
     *     is no obstacle otherwise
     */
    CompletionStage<?> admit(StatefulRedisConnection<String, byte[]> fresh) {
        Identity before = last.get();
        return unlessRefused(fresh.async().clientInfo(), refused -> {}).thenCompose(info -> {
            Identity identity = info == null ? null : Identity.parse(info);
            // A higher id is a later connection's: that of a later attempt, or of another life of Redis.
            CompletionStage<?> alone = before == null || identity == null || before.id > identity.id || forbidden
                    ? CompletableFuture.completedFuture(null)
                    : kill(fresh, before);
            return alone.thenRun(() -> last.compareAndSet(before, identity));
        });
    }

    private CompletionStage<?> kill(StatefulRedisConnection<String, byte[]> by, Identity before) {
        KillArgs which = KillArgs.Builder.id(before.id).addr(before.address).skipme();
        return unlessRefused(by.async().clientKill(which), this::refused).thenAccept(killed -> {
            if (killed != null && killed > 0) {
                LOG.debug("{}: {} was still open", name, before);
            }
        });
    }

    /** Told once; asked again the next time, unless only an administrator can change the answer. */
    private void refused(Throwable error) {
        String reason = RedisErrors.describe(error);
        forbidden = RedisErrors.isForbidden(error);
        if (!reason.equals(refusal)) {
            refusal = reason;
            LOG.warn(
                    "{}: Redis refuses CLIENT KILL ({}): what a connection that was given up had sent may be carried out late{}",
                    name,
                    reason,
                    forbidden ? ". Allow this user +client|kill" : "");
        }
    }

    /** Null in place of what Redis refuses; fails if it is only busy. */
    private static <T> CompletionStage<@Nullable T> unlessRefused(
            CompletionStage<T> answer, Consumer<Throwable> refused) {
        return answer.<CompletionStage<@Nullable T>>handle((value, error) -> {
                    if (error != null && (!RedisErrors.isRefusal(error) || RedisErrors.isBusy(error))) {
                        return CompletableFuture.<@Nullable T>failedFuture(error);
                    }
                    if (error != null) {
                        refused.accept(error);
                    }
                    return CompletableFuture.<@Nullable T>completedFuture(value);
                })
                .thenCompose(settled -> settled);
    }
}
