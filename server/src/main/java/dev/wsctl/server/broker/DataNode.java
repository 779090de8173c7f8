package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One server that keeps keys: the connection named {@code data} (E10), and a pool for transactions (C3). */
final class DataNode {

    private final DataCommands commands;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> link;
    private final ConnectionPool pool;
    private final Runnable whenUp;
    private final Runnable whenTroubled;

    /**
     * @param place where the server is
     * @param maxPooled connections the pool may have
     * @param elsewhere asked when another node serves a key
     * @param whenUp runs on the loop when a connection has come about
     * @param whenTroubled runs on the loop when one was lost or could not be made
     */
    DataNode(
            RedisConnections connections,
            Place place,
            int maxPooled,
            Duration healthCheck,
            DataCommands.Elsewhere elsewhere,
            Runnable whenUp,
            Runnable whenTroubled) {
        RedisSettings settings = connections.settings();
        EventLoop loop = connections.loop();
        this.whenUp = whenUp;
        this.whenTroubled = whenTroubled;
        commands = new DataCommands(loop, settings.retryAttempts(), settings.socketTimeout(), this::reset, elsewhere);
        link = connections.link("data", place, new DataObserver());
        pool = new ConnectionPool(
                loop,
                () -> connections.connect("pool", place),
                maxPooled,
                settings.poolSize(),
                settings.socketTimeout(),
                healthCheck);
    }

    void open() {
        link.open();
    }

    DataCommands commands() {
        return commands;
    }

    ConnectionPool pool() {
        return pool;
    }

    private void reset(String reason) {
        link.reset(reason);
    }

    /** On the loop: unanswered commands fail. */
    CompletionStage<@Nullable Void> close() {
        commands.close();
        pool.close();
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        var unused = link.close().whenComplete((ok, error) -> closed.complete(null));
        return closed;
    }

    private final class DataObserver implements RedisLink.Observer<StatefulRedisConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisConnection<String, byte[]> connection) {
            commands.up(connection);
            whenUp.run();
        }

        @Override
        public void down(String reason) {
            commands.down(reason);
            whenTroubled.run();
        }

        @Override
        public void unreachable(String reason) {
            commands.unreachable(reason);
            whenTroubled.run();
        }
    }
}
