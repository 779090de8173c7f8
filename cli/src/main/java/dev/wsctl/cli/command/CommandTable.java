package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.Closest;
import dev.wsctl.cli.exit.WsctlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every command by name. To add one: an entry here, a line in {@link #create}, and a class whose
 * {@code @Command(description)} starts with the same summary.
 */
public final class CommandTable {
    private static final String REDIS = "Redis";
    private static final String WEB_SOCKET = "WebSocket servers";
    private static final String SERVERS = "Servers to try it on";
    private static final String SHELL = "Shell";

    /** Name, the group it stands under in help, and one line on what it answers. */
    public record Entry(String name, String group, String summary) {
        /** Whether a context gives its options their defaults. */
        public boolean usesContext() {
            return group.equals(REDIS) || group.equals(WEB_SOCKET) || name.equals("shell");
        }
    }

    public static final List<Entry> ENTRIES = List.of(
            new Entry("health", REDIS, "Is Redis well? Stage by stage, with a verdict."),
            new Entry("latency", REDIS, "How fast is Redis, and how steadily? Percentiles."),
            new Entry("channels", REDIS, "Pub/sub channels and how many subscribe to each."),
            new Entry("subscribers", REDIS, "Which connections subscribe, and are there enough?"),
            new Entry("sessions", REDIS, "How many sessions are stored, and when they expire."),
            new Entry("pool", REDIS, "Who holds connections to Redis, and are there enough?"),
            new Entry("instances", REDIS, "Which server instances are registered, and are they alive?"),
            new Entry("presence", REDIS, "Who is connected according to Redis, and is that true?"),
            new Entry("tail", REDIS, "What is being published? Messages live, decoded."),
            new Entry("publish", REDIS, "Publish one message to a room or channel."),
            new Entry("replay", REDIS, "What was said in a room? Read from its stream."),
            new Entry("top", REDIS, "The fleet live: instances, rooms, Redis, findings."),
            new Entry("doctor", REDIS, "What is wrong, and what do I type? All findings."),
            new Entry("capture", REDIS, "Keep the evidence for later, and for others; no secret in it."),
            new Entry("explain", REDIS, "What does a finding of doctor mean, and what helps?"),
            new Entry("frameworks", REDIS, "Which WebSocket frameworks run here, and do they answer?"),
            new Entry("exporter", REDIS, "Figures for Prometheus, of everything wsctl reads."),
            new Entry("verify", WEB_SOCKET, "Do messages reach every instance? Names the pairs that fail."),
            new Entry("smoke", WEB_SOCKET, "The one step for CI: is this deployment fit for users?"),
            new Entry("loadtest", WEB_SOCKET, "Will it hold? Load, with an account of every message."),
            new Entry("connect", WEB_SOCKET, "Talk to a WebSocket server, by hand or from a script."),
            new Entry("serve", SERVERS, "Start the reference chat server."),
            new Entry("demo", SERVERS, "The whole story on an embedded Redis and three servers."),
            new Entry("context", SHELL, "Named targets that give all commands their defaults."),
            new Entry("shell", SHELL, "wsctl's commands at a prompt, completed and remembered."),
            new Entry("completion", SHELL, "Print what lets bash, zsh or fish complete what you type."));

    private CommandTable() {}

    /** A new command, as an object with annotations or as a spec. Each is loaded only when it is asked for. */
    public static Object create(String name, Context context) {
        return switch (name) {
            case "health" -> new HealthCommand(context);
            case "latency" -> new LatencyCommand(context);
            case "channels" -> new ChannelsCommand(context);
            case "subscribers" -> new SubscribersCommand(context);
            case "sessions" -> new SessionsCommand(context);
            case "pool" -> new PoolCommand(context);
            case "instances" -> new InstancesCommand(context);
            case "presence" -> new PresenceCommand(context);
            case "tail" -> new TailCommand(context);
            case "publish" -> new PublishCommand(context);
            case "replay" -> new ReplayCommand(context);
            case "top" -> new TopCommand(context);
            case "doctor" -> new DoctorCommand(context);
            case "capture" -> new CaptureCommand(context);
            case "explain" -> new ExplainCommand(context);
            case "frameworks" -> new FrameworksCommand(context);
            case "exporter" -> new ExporterCommand(context);
            case "verify" -> new VerifyCommand(context);
            case "smoke" -> new SmokeCommand(context);
            case "loadtest" -> new LoadtestCommand(context);
            case "connect" -> new ConnectCommand(context);
            case "serve" -> ServeCommand.spec(context);
            case "demo" -> new DemoCommand(context);
            case "context" -> new ContextCommand(context);
            case "shell" -> new ShellCommand(context);
            case "completion" -> new CompletionCommand(context);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A new command that can be told its arguments without picocli; null where there is none of that name. */
    public static @Nullable PlainCommand plain(String name, Context context) {
        return name.equals("health") ? new HealthCommand(context) : null;
    }

    /** @throws WsctlException with a suggestion, when there is no such command */
    public static Entry find(String name) {
        for (Entry entry : ENTRIES) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        if (name.startsWith("-")) {
            throw WsctlException.usage(
                    "the command comes first, then its options: " + name,
                    "wsctl health " + name + "; wsctl --help lists all commands");
        }
        String closest = Closest.to(name, ENTRIES.stream().map(Entry::name).toList());
        throw WsctlException.usage(
                "unknown command '" + name + "'",
                closest.isEmpty() ? "wsctl --help lists all commands" : "wsctl " + closest);
    }
}
