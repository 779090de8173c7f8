package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.RedisTarget.Tls;
import dev.wsctl.cli.model.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Redis, how to get in, and how long to wait. */
public final class RedisOptions implements ContextDefaults {
    private static final String DEFAULT_URL = "redis://localhost:6379/0";

    @Option(
            names = {"-r", "--redis"},
            paramLabel = "URL",
            description = {
                "redis://[user:password@]host[:port][/db], rediss:// for TLS, unix:///path, "
                        + "redis-sentinel://host[,host]/db#master; several hosts are nodes of a cluster. "
                        + "Default: REDIS_URL, else the context's, else " + DEFAULT_URL
            })
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "NAME", description = "ACL user; wins over the one in the URL.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Read the password from the first line of FILE, - for standard input. Default: REDIS_PASSWORD.")
    private @Nullable String passwordFile;

    @Option(names = "--askpass", description = "Ask for the password.")
    private boolean askPassword;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "PEM file with the certificates to trust.")
    private @Nullable String tlsCa;

    @Option(names = "--insecure", description = "With TLS, accept any certificate.")
    private boolean insecure;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "For everything together, connecting included; time spent measuring comes on top. Default: 5s.")
    private Duration timeout = Duration.ofSeconds(5);

    private @Nullable RedisTarget resolved;
    private Supplier<ContextSettings> settings = () -> ContextSettings.NONE;

    @Override
    public void defaults(Supplier<ContextSettings> newSettings) {
        settings = newSettings;
    }

    /** Starts the clock of {@code --timeout}. */
    public Deadline deadline() {
        return Deadline.after(timeout);
    }

    public Duration timeout() {
        return timeout;
    }

    /** True when {@code --redis} was given, for commands that can do without. */
    public boolean named() {
        return url != null;
    }

    /** The target from flags, environment and default. A password is asked for or read once. */
    public RedisTarget target(Map<String, String> environment) {
        RedisTarget target = resolved;
        if (target == null) {
            target = resolve(environment);
            resolved = target;
        }
        return target;
    }

    private RedisTarget resolve(Map<String, String> environment) {
        RedisTarget target = parse(environment);
        if (askPassword || passwordFile != null) {
            target = target.withCredentials(target.user(), askPassword ? ask() : read(String.valueOf(passwordFile)));
        }
        if (user != null) {
            target = target.withCredentials(user, target.password());
        }
        if (tlsCa != null || insecure) {
            if (!target.tls().enabled()) {
                throw WsctlException.usage(
                        (insecure ? "--insecure" : "--tls-ca") + " is about TLS, but the URL says redis://",
                        "rediss:// in the URL");
            }
            target = target.withTls(new Tls(true, tlsCa == null ? target.tls().caFile() : tlsCa, insecure));
        }
        return target;
    }

    private RedisTarget parse(Map<String, String> environment) {
        if (url != null) {
            return withPassword(RedisUrl.parse(url, "--redis"), environment);
        }
        ContextSettings context = settings.get();
        String variable = environment.getOrDefault("REDIS_URL", "");
        if (!variable.isBlank() && !(context.byOption() && context.redis() != null)) {
            return withPassword(RedisUrl.parse(variable, "REDIS_URL"), environment);
        }
        boolean passwordGiven = askPassword || passwordFile != null;
        return context.redis() != null
                ? ContextRedis.target(context, context.redis(), environment, !passwordGiven)
                : withPassword(RedisUrl.parse(DEFAULT_URL, "the default"), environment);
    }

    private static RedisTarget withPassword(RedisTarget target, Map<String, String> environment) {
        String password = environment.getOrDefault("REDIS_PASSWORD", "");
        return target.password() != null || password.isEmpty()
                ? target
                : target.withCredentials(target.user(), new Secret(password));
    }

    // From JDK 22 on there may be a console without a terminal; it reads standard input, which is what was piped in.
    @SuppressWarnings("SystemConsoleNull")
    private static Secret ask() {
        Console console = System.console();
        if (console == null) {
            throw WsctlException.usage("--askpass needs a terminal", "--password-file FILE, or - for standard input");
        }
        char[] password = console.readPassword("Password of Redis: ");
        return new Secret(password == null ? "" : new String(password));
    }

    private static Secret read(String file) {
        try {
            String text = file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
            int end = text.indexOf('\n');
            return new Secret((end < 0 ? text : text.substring(0, end)).stripTrailing());
        } catch (IOException e) {
            throw WsctlException.usage(
                    "the password file " + file + " can't be read: "
                            + e.getClass().getSimpleName(),
                    "a file with the password in its first line");
        }
    }
}
