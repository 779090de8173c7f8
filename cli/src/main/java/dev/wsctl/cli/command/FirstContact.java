package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.ContextRedis;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.cli.render.Wrap;
import dev.wsctl.cli.source.FirstLook;
import dev.wsctl.cli.source.InstanceFinder;
import dev.wsctl.cli.source.RedisSource;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wsctl} alone: what it can do for you here and now, in ten lines, within 300 ms, and never an error. */
public final class FirstContact {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Endpoint.Tcp REFERENCE_SERVER = new Endpoint.Tcp("localhost", 8000);
    /** As many as fit on a screen beside everything else. */
    private static final int MOST_NAMED = 4;

    private final Context context;
    private final long began = System.nanoTime();
    private final List<String> found = new ArrayList<>();
    private final List<String> next = new ArrayList<>();

    public FirstContact(Context context) {
        this.context = context;
    }

    public int print() throws InterruptedException {
        FirstLook server = FirstLook.atServer(REFERENCE_SERVER);
        ContextSettings settings = settings();
        RedisTarget target = target(settings);
        FirstLook redis =
                target == null ? null : FirstLook.atRedis(target.endpoints().get(0));
        List<InstanceStatus> registered = List.of();
        if (target != null && redis != null) {
            FirstLook.Answer answer = redis.within(left());
            redis(target, answer, settings);
            if (answer == FirstLook.Answer.REDIS || target.password() != null) {
                registered = registered(target, settings);
            }
            if (answer == FirstLook.Answer.REDIS) {
                next.add(
                        registered.isEmpty()
                                ? padded("wsctl channels") + "who listens to what"
                                : padded("wsctl top") + "all of it, live");
            }
        }
        servers(settings, registered, server);
        PrintStream out = context.terminal().out();
        out.print("wsctl: is Redis well, do messages arrive, will it hold? Here and now:\n\n");
        for (String line : found) {
            String indent = "  ";
            for (String part : Wrap.at(line, context.terminal().columns() - 12)) {
                out.print(indent + part + "\n");
                indent = " ".repeat(12);
            }
        }
        out.print("\n");
        String lead = "try: ";
        for (String command : next) {
            out.print(lead + command + "\n");
            lead = "     ";
        }
        out.print("     wsctl --help                     all commands\n");
        context.terminal().flush();
        return ExitCode.OK.code();
    }

    private Duration left() {
        Duration left = PATIENCE.minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private ContextSettings settings() {
        try {
            ContextSettings settings = context.settings();
            found.add("context   " + (settings.active() ? settings.name() : "none; wsctl context add keeps addresses"));
            return settings;
        } catch (WsctlException e) {
            found.add("context   " + e.what());
            next.add("wsctl context validate           finds all mistakes in the file");
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
            found.add("Redis     " + e.what());
            return null;
        }
    }

    private void redis(RedisTarget target, FirstLook.Answer answer, ContextSettings settings) {
        String word = switch (answer) {
            case REDIS -> "answers";
            case CLOSED_REDIS -> "wants a password";
            case NOBODY -> "no answer within 300 ms";
            default -> target.tls().enabled() ? "listens, with TLS" : "listens, but doesn't speak like Redis";
        };
        found.add("Redis     " + target.display() + ": " + word);
        boolean there = answer == FirstLook.Answer.REDIS || answer == FirstLook.Answer.CLOSED_REDIS;
        if (there || target.tls().enabled() || settings.redis() != null) {
            String password = answer == FirstLook.Answer.CLOSED_REDIS && settings.redis() == null ? " --askpass" : "";
            next.add(padded("wsctl health" + password) + "is it well? Stage by stage");
        } else {
            next.add(padded("wsctl health --redis URL") + "another one, like redis://10.0.0.5");
        }
    }

    /** Those that are alive; none when that can't be told in so short a time. */
    private List<InstanceStatus> registered(RedisTarget target, ContextSettings settings) {
        InstanceOptions options = new InstanceOptions();
        options.defaults(() -> settings);
        Deadline deadline = Deadline.after(left());
        try (RedisSource source = RedisSource.of(target, deadline)) {
            return new InstanceFinder(options.prefix(context.environment()))
                    .find(source.masters(), deadline).stream()
                            .filter(InstanceStatus::readable)
                            .toList();
        } catch (WsctlException e) {
            return List.of(); // wsctl instances says why
        }
    }

    private void servers(ContextSettings settings, List<InstanceStatus> registered, FirstLook server)
            throws InterruptedException {
        List<URI> instances = settings.instances();
        if (!instances.isEmpty()) {
            found.add("servers   " + instances.size() + " in the context");
            next.add(0, padded("wsctl verify") + "do messages reach all of them?");
        } else if (!registered.isEmpty()) {
            registered(registered);
        } else if (server.within(left()) == FirstLook.Answer.REFERENCE_SERVER) {
            found.add("server    ws://localhost:8000/ws: a reference server");
            next.add(padded("wsctl verify ws://localhost:8000/ws") + "does it deliver?");
        } else {
            found.add("server    no reference server on localhost:8000");
            next.add(padded("wsctl verify ws://A/ws ws://B/ws") + "do servers deliver to each other?");
            next.add(padded("wsctl demo") + "all of it on servers of its own");
        }
    }

    private void registered(List<InstanceStatus> registered) {
        StringBuilder names = new StringBuilder();
        StringBuilder verify = new StringBuilder("wsctl verify");
        int column = verify.length();
        for (InstanceStatus instance : registered.subList(0, Math.min(MOST_NAMED, registered.size()))) {
            names.append(names.isEmpty() ? ": " : ", ")
                    .append(instance.id())
                    .append(instance.degraded() ? " (without Redis)" : "");
            String url = "ws://" + instance.address() + "/ws";
            if (column + url.length() > context.terminal().columns() - 9) {
                verify.append(" \\\n       ");
                column = 7;
            }
            verify.append(' ').append(url);
            column += 1 + url.length();
        }
        found.add("servers   " + registered.size() + " registered there" + names
                + (registered.size() > MOST_NAMED ? ", …; wsctl instances lists them" : ""));
        next.add(
                0,
                verify + "\n" + " ".repeat(38)
                        + (registered.size() == 1 ? "does it deliver?" : "do they deliver to each other?"));
    }

    private static String padded(String command) {
        return String.format("%-32s ", command);
    }
}
