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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Redis, how to get in, and how long to wait. */
public final class RedisOptions implements ContextDefaults, PlainOptions {
    private static final String DEFAULT_URL = "redis://localhost:6379/0";

    @Option(
            names = {"-r", "--redis"},
            paramLabel = "URL",
            description = {
                "redis://[user:password@]host[:port][/db]; with TLS rediss://host; unix:///path/to.sock; by Sentinels "
                        + "redis-sentinel://host[,host]/db#master. Several hosts are nodes of a cluster. "
                        + "Repeated, or with | between URLs: independent servers that share the rooms. "
                        + "Default: REDIS_URL and REDIS_SHARD_URLS, else the context's, else " + DEFAULT_URL
            })
    private List<String> urls = new ArrayList<>();

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

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "PEM file with the certificate to show to a Redis that wants one; needs --key.")
    private @Nullable String cert;

    @Option(names = "--key", paramLabel = "FILE", description = "PEM file with its key, PKCS #8 without a password.")
    private @Nullable String key;

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

    @Override
    public boolean take(String name, Supplier<String> value) {
        switch (name) {
            case "-r", "--redis" -> urls.add(value.get());
            case "--user" -> user = value.get();
            case "--password-file" -> passwordFile = value.get();
            case "--tls-ca" -> tlsCa = value.get();
            case "--cert" -> cert = value.get();
            case "--key" -> key = value.get();
            case "--insecure" -> insecure = true;
            case "--timeout" -> timeout = Durations.parse(value.get());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Starts the clock of {@code --timeout}. */
    public Deadline deadline() {
        return Deadline.after(timeout);
    }

    public Duration timeout() {
        return timeout;
    }

    /** The name that {@code --user} gave, or another one. */
    public String user(String otherwise) {
        return user == null ? otherwise : user;
    }

    /** True when {@code --redis} was given, for commands that can do without. */
    public boolean named() {
        return !urls.isEmpty();
    }

    /**
     * The one Redis from flags, environment and default. A password is asked for or read once.
     *
     * @throws WsctlException when several servers are named: a command that reads one would leave the others out unsaid
     */
    public RedisTarget target(Map<String, String> environment) {
        RedisTarget target = servers(environment);
        if (!target.further().isEmpty()) {
            throw WsctlException.usage(
                    "this command reads one Redis, and " + target.servers().size() + " independent ones are named",
                    "--redis with the one that matters: "
                            + target.servers().get(0).display());
        }
        return target;
    }

    /** Like {@link #target}, for commands that can look at several independent servers that share the rooms. */
    public RedisTarget servers(Map<String, String> environment) {
        RedisTarget target = resolved;
        if (target == null) {
            List<RedisTarget> servers = withAccess(parse(environment));
            target = servers.get(0).withFurther(servers.subList(1, servers.size()));
            resolved = target;
        }
        return target;
    }

    private List<RedisTarget> withAccess(List<RedisTarget> parsed) {
        Secret password = askPassword ? ask() : passwordFile != null ? read(passwordFile) : null;
        List<RedisTarget> targets = new ArrayList<>();
        for (RedisTarget target : parsed) {
            RedisTarget allowed = target.withCredentials(
                    user == null ? target.user() : user, password == null ? target.password() : password);
            targets.add(allowed.withTls(tls(allowed.tls())));
        }
        return targets;
    }

    private Tls tls(Tls tls) {
        if ((cert == null) != (key == null)) {
            throw WsctlException.usage(
                    "--cert and --key belong together", "--cert client.pem --key client.key, both PEM");
        }
        String option = insecure ? "--insecure" : tlsCa != null ? "--tls-ca" : cert != null ? "--cert" : "";
        if (option.isEmpty()) {
            return tls;
        }
        if (!tls.enabled()) {
            throw WsctlException.usage(option + " is about TLS, but the URL says redis://", "rediss:// in the URL");
        }
        Tls trusting = tlsCa == null ? tls : tls.trusting(tlsCa);
        Tls known = cert == null || key == null ? trusting : trusting.as(cert, key);
        return insecure ? known.trustingAnything() : known;
    }

    private List<RedisTarget> parse(Map<String, String> environment) {
        if (!urls.isEmpty()) {
            return parse(urls, environment);
        }
        ContextSettings context = settings.get();
        String variable = environment.getOrDefault("REDIS_URL", "");
        if (!variable.isBlank() && !(context.byOption() && context.redis() != null)) {
            List<RedisTarget> targets = new ArrayList<>(List.of(RedisUrl.parse(variable, "REDIS_URL")));
            String shards = environment.getOrDefault("REDIS_SHARD_URLS", "");
            if (!shards.isBlank()) {
                targets.addAll(RedisUrl.parseAll(shards, "REDIS_SHARD_URLS"));
            }
            return withPassword(targets, environment);
        }
        boolean passwordGiven = askPassword || passwordFile != null;
        return context.redis() != null
                ? List.of(ContextRedis.target(context, context.redis(), environment, !passwordGiven))
                : withPassword(List.of(RedisUrl.parse(DEFAULT_URL, "the default")), environment);
    }

    /** What {@code --redis} names, as often as it was given, with REDIS_PASSWORD where a URL has none. */
    public static RedisTarget servers(List<String> urls, Map<String, String> environment) {
        List<RedisTarget> servers = parse(urls, environment);
        return servers.get(0).withFurther(servers.subList(1, servers.size()));
    }

    private static List<RedisTarget> parse(List<String> urls, Map<String, String> environment) {
        List<RedisTarget> targets = new ArrayList<>();
        urls.forEach(url -> targets.addAll(RedisUrl.parseAll(url, "--redis")));
        return withPassword(targets, environment);
    }

    private static List<RedisTarget> withPassword(List<RedisTarget> targets, Map<String, String> environment) {
        return targets.stream().map(target -> withPassword(target, environment)).toList();
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
