package dev.wsctl.server.testing;

import ch.qos.logback.classic.Level;
import dev.wsctl.server.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A real Redis for tests that need nothing but its address: the one {@code WSCTL_TEST_REDIS} names; else a container,
 * where a Docker engine answers; else the embedded binary. That no engine answers is normal; a Redis that was named and
 * is not there, or an image that cannot be had, fails the test.
 *
 * <p>A named Redis may hold other people's data and be used by several tests at once, so tests keep to {@link
 * #prefix()} and never flush. Tests that stop, suspend or configure Redis use {@link EmbeddedRedis} itself.
 */
public final class RedisForTests implements AutoCloseable {

    /** Images, separated by commas: the first serves all tests, all of them serve {@link #everyVersion()}. */
    public static final String IMAGES_PROPERTY = "wsctl.test.redis.image";

    private static final String DEFAULT_IMAGES = "redis:7.4,valkey/valkey:8.1";
    private static final Logger LOG = LoggerFactory.getLogger(RedisForTests.class);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final String url;
    private final Runnable stop;
    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    private @Nullable RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    private RedisForTests(String url, Runnable stop) {
        this.url = url;
        this.stop = stop;
    }

    /** Where a Redis comes from; printed as the name of a parameterised test. */
    public record Origin(String name, java.util.function.Supplier<RedisForTests> starter) {

        public RedisForTests start() {
            return starter.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Starts, or reaches, the Redis for tests. */
    public static RedisForTests start() {
        return Chosen.ORIGINS.get(0).start();
    }

    /** A Redis that runs already and is left running; {@link #command} speaks with the URL's credentials. */
    public static RedisForTests at(String url) {
        return new RedisForTests(url, () -> {});
    }

    /** Every Redis and Valkey version that can be had here: several with a Docker engine, else one. */
    public static Stream<Origin> everyVersion() {
        return Chosen.ORIGINS.stream();
    }

    /** {@code redis://host:port/0} or what {@code WSCTL_TEST_REDIS} holds. May hold a password: don't print it. */
    public String url() {
        return url;
    }

    /** A prefix for keys and channels that no other test uses. */
    public String prefix() {
        return prefix;
    }

    /** Sends one command and returns its reply, a nested one flattened to an element a line; nil reads as "". */
    public synchronized String command(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        Arrays.stream(words).skip(1).forEach(arguments::add);
        List<Object> reply = connection()
                .sync()
                .dispatch(CommandType.valueOf(words[0]), new NestedMultiOutput<>(StringCodec.UTF8), arguments);
        return flat(reply);
    }

    private StatefulRedisConnection<String, String> connection() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            RedisURI uri = RedisURI.create(url);
            uri.setTimeout(Duration.ofSeconds(20));
            client = RedisClient.create(uri);
            open = client.connect();
            connection = open;
        }
        return open;
    }

    private static String flat(@Nullable Object reply) {
        if (reply instanceof List<?> elements) {
            return String.join("\n", elements.stream().map(RedisForTests::flat).toList());
        }
        return reply == null ? "" : reply.toString();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
        stop.run();
    }

    /** Decided and told once. */
    private static final class Chosen {

        static final List<Origin> ORIGINS = choose();

        private static List<Origin> choose() {
            String named = System.getenv("WSCTL_TEST_REDIS");
            if (named != null && !named.isBlank()) {
                LOG.info("Redis for tests: the one that WSCTL_TEST_REDIS names");
                return List.of(new Origin("WSCTL_TEST_REDIS", () -> reached(named)));
            }
            if (isEngineThere()) {
                List<String> images = images();
                LOG.info("Redis for tests: containers of {}", images);
                return images.stream()
                        .map(image -> new Origin(image, () -> contained(image)))
                        .toList();
            }
            LOG.info("Redis for tests: the embedded binary, since no Docker engine answers");
            return List.of(new Origin("embedded", RedisForTests::embedded));
        }

        /** Testcontainers calls it an error when there is none, and logs where it looked. Here it is normal. */
        private static boolean isEngineThere() {
            Logger itsSearch = LoggerFactory.getLogger("org.testcontainers.dockerclient.DockerClientProviderStrategy");
            if (!(itsSearch instanceof ch.qos.logback.classic.Logger quiet)) {
                return DockerClientFactory.instance().isDockerAvailable();
            }
            Level before = quiet.getLevel();
            quiet.setLevel(Level.OFF);
            try {
                return DockerClientFactory.instance().isDockerAvailable();
            } finally {
                quiet.setLevel(before);
            }
        }

        private static List<String> images() {
            String variable = System.getenv().getOrDefault("WSCTL_TEST_REDIS_IMAGE", DEFAULT_IMAGES);
            return List.of(System.getProperty(IMAGES_PROPERTY, variable).split(","));
        }
    }

    private static RedisForTests reached(String url) {
        RedisForTests redis = at(url);
        if (!redis.command("PING").equals("PONG")) {
            throw new IllegalStateException("the Redis that WSCTL_TEST_REDIS names does not answer PING");
        }
        return redis;
    }

    private static RedisForTests embedded() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        return new RedisForTests(redis.url(), redis::close);
    }

    private static RedisForTests contained(String image) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(6379)
                // By its log: the default looks into the container with a shell, which a bare image doesn't have.
                .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*\\n", 1)
                        .withStartupTimeout(DEADLINE));
        container.start();
        return new RedisForTests(
                "redis://" + container.getHost() + ":" + container.getMappedPort(6379) + "/0", container::stop);
    }
}
