package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.Recognition;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.FirstSight;
import dev.wsctl.cli.model.FirstSight.Answer;
import dev.wsctl.cli.model.FirstSight.Servers;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.ContextRedis;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.cli.render.FirstSightView;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.source.ChannelReader;
import dev.wsctl.cli.source.FirstLook;
import dev.wsctl.cli.source.InstanceFinder;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code wsctl} alone: what it can do for you here and now, in ten lines, within a second, and never an error. */
public final class FirstContact {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Endpoint.Tcp REFERENCE_SERVER = new Endpoint.Tcp("localhost", 8000);
    /** The one framework, beside the reference server, that {@code verify} speaks to by itself. */
    private static final String SOCKET_IO_CHANNELS = "socket.io*";

    private final Context context;
    private final Deadline deadline = Deadline.after(PATIENCE);
    private String contextProblem = "";
    private String redisProblem = "";

    public FirstContact(Context context) {
        this.context = context;
    }

    public int print() throws InterruptedException {
        Terminal terminal = context.terminal();
        new FirstSightView().write(look(), new Page(terminal.out(), terminal.columns(), false, Page.Detail.NORMAL));
        terminal.flush();
        return ExitCode.OK.code();
    }

    private FirstSight look() throws InterruptedException {
        FirstLook server = FirstLook.atServer(REFERENCE_SERVER);
        ContextSettings settings = settings();
        RedisTarget target = target(settings);
        FirstSight.Redis redis = null;
        if (target != null) {
            Answer answer = FirstLook.atRedis(target.endpoints().get(0)).within(left());
            redis = new FirstSight.Redis(target.display(), target.tls().enabled(), settings.redis() != null, answer);
        }
        return new FirstSight(
                settings.active() ? settings.name() : "",
                contextProblem,
                redis,
                redisProblem,
                servers(settings, target, redis, server));
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline.remainingNanos()));
    }

    private ContextSettings settings() {
        try {
            return context.settings();
        } catch (WsctlException e) {
            contextProblem = e.what();
            return ContextSettings.NONE;
        }
    }

    /** Without its password: nothing is fetched and no command run just to say hello. Null when the address is malformed. */
    private @Nullable RedisTarget target(ContextSettings settings) {
        String variable = context.environment().getOrDefault("REDIS_URL", "");
        ContextSettings.Redis redis = settings.redis();
        try {
            if (!variable.isBlank() && !(settings.byOption() && redis != null)) {
                return RedisUrl.parse(variable, "REDIS_URL");
            }
            return redis != null
                    ? ContextRedis.target(settings, redis, context.environment(), false)
                    : RedisUrl.parse("redis://localhost:6379/0", "the default");
        } catch (WsctlException e) {
            redisProblem = e.what();
            return null;
        }
    }

    private Servers servers(
            ContextSettings settings, @Nullable RedisTarget target, FirstSight.@Nullable Redis redis, FirstLook server)
            throws InterruptedException {
        if (!settings.instances().isEmpty()) {
            return new Servers.OfContext(settings.instances().size());
        }
        Servers known = new Servers.Unknown();
        if (target != null && redis != null && (redis.answer() == Answer.REDIS || target.password() != null)) {
            known = known(target, settings);
        }
        return known instanceof Servers.Unknown && server.within(left()) == Answer.REFERENCE_SERVER
                ? new Servers.Local("ws://" + REFERENCE_SERVER.host() + ":" + REFERENCE_SERVER.port() + "/ws")
                : known;
    }

    /** What that Redis tells of servers, as far as it can be told in so short a time. */
    private Servers known(RedisTarget target, ContextSettings settings) {
        InstanceOptions options = new InstanceOptions();
        options.defaults(() -> settings);
        try (RedisSource source = RedisSource.of(target, deadline)) {
            List<RedisNode> nodes = source.masters();
            List<InstanceStatus> alive = new InstanceFinder(options.prefix(context.environment()))
                    .find(nodes, deadline.share(2)).stream()
                            .filter(InstanceStatus::readable)
                            .toList();
            return alive.isEmpty() ? socketIo(nodes) : new Servers.Registered(alive);
        } catch (WsctlException e) {
            return new Servers.Unknown(); // wsctl instances says why
        }
    }

    private Servers socketIo(List<RedisNode> nodes) {
        ChannelReader.Counts channels = ChannelReader.matching(nodes, SOCKET_IO_CHANNELS, deadline);
        Footprint seen =
                new Footprint(channels.classic(), channels.shard(), 0, Map.of(), OptionalLong.empty(), channels.gaps());
        for (Framework framework : Recognition.of(seen, Map.of())) {
            OptionalLong instances = framework.instances().value();
            if (framework.name().startsWith("Socket.IO") && instances.isPresent()) {
                return new Servers.Seen("Socket.IO", instances.getAsLong());
            }
        }
        return new Servers.Unknown();
    }
}
