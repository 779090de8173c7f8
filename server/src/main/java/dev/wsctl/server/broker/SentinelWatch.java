package dev.wsctl.server.broker;

import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to every Sentinel for a master that was replaced, because a demoted one may stay open and silent for long: a
 * connection that is only looked up when it breaks would stay there. For one event loop.
 */
final class SentinelWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SentinelWatch.class);
    private static final String SWITCHED = "+switch-master";

    private final SentinelPlace place;
    private final Consumer<RedisURI> onMaster;
    private final List<RedisLink<StatefulRedisPubSubConnection<String, byte[]>>> links = new ArrayList<>();

    /** @param onMaster told who the master is, whenever that may have changed; on any thread */
    SentinelWatch(SentinelPlace place, Consumer<RedisURI> onMaster) {
        this.place = place;
        this.onMaster = onMaster;
    }

    /**
     * Begins to listen to one Sentinel.
     *
     * @param address its host:port, for people
     */
    void add(
            String address,
            Function<
                            RedisLink.Observer<StatefulRedisPubSubConnection<String, byte[]>>,
                            RedisLink<StatefulRedisPubSubConnection<String, byte[]>>>
                    maker) {
        Listening observer = new Listening(address);
        RedisLink<StatefulRedisPubSubConnection<String, byte[]>> link = maker.apply(observer);
        observer.link = link;
        links.add(link);
        link.open();
    }

    private void heard(String message) {
        // <name> <old host> <old port> <new host> <new port>
        String[] words = message.split(" ");
        if (words.length == 5 && words[0].equals(place.masterName()) && SlotMap.isAddress(words[3] + ":" + words[4])) {
            onMaster.accept(place.at(words[3], Integer.parseInt(words[4])));
        }
    }

    void close() {
        links.forEach(RedisLink::close);
    }

    private final class Listening implements RedisLink.Observer<StatefulRedisPubSubConnection<String, byte[]>> {
        private final String address;
        private @Nullable RedisLink<StatefulRedisPubSubConnection<String, byte[]>> link;
        private boolean away;

        Listening(String address) {
            this.address = address;
        }

        @Override
        public void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
            connection.addListener(new RedisPubSubAdapter<String, byte[]>() {
                @Override
                public void message(String channel, byte[] message) {
                    heard(new String(message, StandardCharsets.UTF_8));
                }
            });
            var unused = connection
                    .async()
                    .subscribe(SWITCHED)
                    .toCompletableFuture()
                    .orTimeout(connection.getTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((ok, error) -> {
                        if (error != null && link != null) {
                            link.reset("SUBSCRIBE " + SWITCHED + ": " + RedisErrors.describe(error));
                        } else if (error == null) {
                            listens();
                            // What was announced while nobody listened.
                            var unusedNow = place.locate().thenAccept(onMaster);
                        }
                    });
        }

        private void listens() {
            if (away) {
                away = false;
                LOG.info("Sentinel {} is back", address);
            }
        }

        @Override
        public void down(String reason) {
            unreachable(reason);
        }

        @Override
        public void unreachable(String reason) {
            if (!away) {
                away = true;
                LOG.warn("Sentinel {} is out of reach: {}", address, reason);
            }
        }
    }
}
