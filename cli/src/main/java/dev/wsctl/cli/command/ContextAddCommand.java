package dev.wsctl.cli.command;

import dev.wsctl.cli.context.ContextDescription;
import dev.wsctl.cli.context.ContextNames;
import dev.wsctl.cli.context.ContextStore;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Add a context to your own file, or to the project's.",
            "",
            "Takes no password: only where one is to be had. Everything else in the file stays as it is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl context add local --redis redis://localhost:6379/0 --use",
            "  wsctl context add staging --redis rediss://redis.staging:6380/0 \\",
            "      --password-env STAGING_PASSWORD --instance ws://10.0.0.7:8001/ws",
            "  wsctl context add ours --project --redis redis://redis:6379/0"
        })
final class ContextAddCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "What to call it.")
    private String name = "";

    @Option(
            names = {"-r", "--redis"},
            paramLabel = "URL",
            description = "Its Redis, without a password.")
    private @Nullable String redis;

    @Option(names = "--user", paramLabel = "NAME", description = "ACL user of Redis.")
    private @Nullable String user;

    @Option(names = "--password-env", paramLabel = "VARIABLE", description = "Environment variable with the password.")
    private @Nullable String passwordVariable;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with the password in its first line.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--password-command",
            paramLabel = "COMMAND",
            description = "Command that prints the password, like 'pass show redis/staging'.")
    private @Nullable String passwordCommand;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "PEM file with the certificates to trust.")
    private @Nullable Path tlsCa;

    @Option(names = "--instance", paramLabel = "URL", description = "WebSocket URL of an instance. Repeatable.")
    private List<String> instances = new ArrayList<>();

    @Option(names = "--expect", paramLabel = "N", description = "How many instances there should be.")
    private @Nullable Integer expect;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "Channel prefix of the instances.")
    private @Nullable String prefix;

    @Option(names = "--dialect", paramLabel = "NAME", description = "What the instances speak.")
    private @Nullable String dialect;

    @Option(
            names = "--metrics-key-env",
            paramLabel = "VARIABLE",
            description = "Environment variable with the key of the instances' /metrics.")
    private @Nullable String metricsKeyVariable;

    @Option(names = "--project", description = "Into the project's .wsctl.yaml instead of your own file.")
    private boolean project;

    @Option(names = "--use", description = "Make it the current one.")
    private boolean use;

    @Option(names = "--dry-run", description = "Only print what would be added.")
    private boolean dryRun;

    @SuppressWarnings("UnusedVariable") // whoever prints errors looks for it
    @Option(names = "--debug", description = "With an error, the stack trace.")
    private boolean debug;

    ContextAddCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!ContextNames.valid(name)) {
            throw WsctlException.usage("'" + name + "' is no name for a context", ContextNames.RULE);
        }
        List<String> lines = description();
        ContextStore store = project
                ? ContextStore.project(context.active().workingDirectory())
                : ContextStore.user(context.environment());
        if (store.has(name)) {
            throw WsctlException.usage(
                    store.file() + " has a context " + name + " already",
                    "another name, or wsctl context remove " + name + " first");
        }
        if (dryRun) {
            context.terminal().out().println("would be added to " + store.file() + ":");
            context.terminal().out().println(name + ":");
            lines.forEach(line -> context.terminal().out().println("  " + line));
        } else {
            store.add(name, lines);
            if (use) {
                store.use(name);
            }
            context.terminal().out().println(name + " is added to " + store.file());
            context.terminal().out().println("try: wsctl health" + (use ? "" : " --context " + name));
        }
        context.terminal().flush();
        return ExitCode.OK.code();
    }

    private List<String> description() {
        if (redis == null && instances.isEmpty()) {
            throw WsctlException.usage(
                    "a context needs a Redis or an instance",
                    "--redis redis://host:6379/0 --instance ws://host:8001/ws");
        }
        ContextDescription description = new ContextDescription();
        if (redis != null) {
            if (redis.contains("@")) {
                throw WsctlException.usage(
                        "a password or user in the URL isn't written into a file",
                        "the URL without what stands before the @, with --user NAME --password-env VARIABLE");
            }
            description
                    .section("redis")
                    .value("  url", redis)
                    .value("  user", user)
                    .reference("  password", "env", passwordVariable)
                    .reference("  password", "file", absolute(passwordFile))
                    .reference("  password", "command", passwordCommand)
                    .value("  tls-ca", absolute(tlsCa));
        }
        return description
                .list("instances", instances)
                .value("expect-instances", expect)
                .value("prefix", prefix)
                .value("dialect", dialect)
                .reference("metrics-key", "env", metricsKeyVariable)
                .lines();
    }

    /** In the file, relative paths are seen from there; here, from where the user is. */
    private @Nullable String absolute(@Nullable Path path) {
        return path == null
                ? null
                : context.active()
                        .workingDirectory()
                        .toAbsolutePath()
                        .resolve(path)
                        .normalize()
                        .toString();
    }
}
