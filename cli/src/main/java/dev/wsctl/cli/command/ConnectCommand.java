package dev.wsctl.cli.command;

import dev.wsctl.cli.connect.Conversation;
import dev.wsctl.cli.connect.Dialogue;
import dev.wsctl.cli.connect.Script;
import dev.wsctl.cli.console.Console;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.RedisTarget.Tls;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.render.ConnectTranscript;
import dev.wsctl.cli.render.ConnectViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.load.dialect.Dialect;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl connect}. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Talk to a WebSocket server, by hand or from a script.",
            "",
            "On a terminal: a prompt. Each line is sent; what comes is shown with its time, and with the round trip where it"
                    + " repeats what was sent. /help lists the commands: /ping, /join ROOM, /raw FRAME, /close, /quit.",
            "",
            "Otherwise: sends each line of standard input, prints the frames that come, a line each, and ends --linger after"
                    + " the last line, or as soon as all that --expect and --count ask for has come.",
            "",
            "Without --room and --dialect the URL is opened as it is, and lines are sent as they stand; with --room the dialect"
                    + " joins it, unannounced, and wraps what is said.",
            "Writes: what you type, into the room you name.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl connect ws://10.0.0.7:8001/ws --room lobby --name ada",
            "  wsctl connect wss://echo.example.com/ -H 'Origin: https://example.com'",
            "  wsctl connect ws://10.0.0.7:3000 --dialect socketio --room lobby",
            "  echo hello | wsctl connect ws://10.0.0.7:8001/ws --room ci --expect hello",
            "  wsctl connect ws://10.0.0.7:8001/ws --room lobby -o ndjson \\",
            "      --count 100 --timeout 1h </dev/null"
        })
final class ConnectCommand implements Callable<Integer>, OffersFormats {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Context context;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(names = "--room", paramLabel = "ROOM", description = "Join this room.")
    private String room = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Be called this in the room. Default: wsctl.")
    private String name = "wsctl";

    @Option(names = "--subprotocol", paramLabel = "NAME", description = "Ask for this subprotocol.")
    private String subprotocol = "";

    @Option(
            names = "--expect",
            paramLabel = "TEXT",
            description = "In a script: wait for a frame that contains this; exit 2 if none comes. Repeatable.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "In a script: wait for so many messages, protocol frames not counted; exit 2 if fewer come.")
    private int count;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "For connecting, for joining, and, since the last line, for --expect and --count. Default: 10s.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "In a script that expects nothing: listen on this long after the last line. Default: 1s.")
    private Duration linger = Duration.ofSeconds(1);

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "PEM file with the certificates to trust.")
    private @Nullable String tlsCa;

    @Option(names = "--insecure", description = "With wss://, accept any certificate.")
    private boolean insecure;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ConnectCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return ConnectViews.all(ZoneId.systemDefault()).formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        output.check(ConnectViews.all(ZoneId.systemDefault()));
        if (count < 0) {
            throw WsctlException.usage("--count must not be negative", "--count 10");
        }
        Conversation conversation = conversation();
        NettyLog.quiet(); // the dialects' classes know Netty
        // The same test as for colour: a person is there when both ends are a terminal.
        boolean byHand = output.human()
                && expected.isEmpty()
                && count == 0
                && context.terminal().interactive()
                && Terminal.inputIsTerminal();
        return (byHand ? talk(conversation) : script(conversation)).code();
    }

    private ExitCode talk(Conversation conversation) throws InterruptedException {
        Page page = output.page(context.terminal(), context.environment());
        ZoneId zone = ZoneId.systemDefault();
        try (Console console = Console.open();
                Interruption interruption = Interruption.asks(conversation::close, PATIENCE);
                conversation) {
            ExitCode code =
                    new Dialogue(conversation, console.terminal()).run(event -> ConnectViews.line(event, page, zone));
            return interruption.happened() ? ExitCode.INTERRUPTED : code;
        }
    }

    private ExitCode script(Conversation conversation) throws InterruptedException {
        Page page = output.page(context.terminal(), context.environment());
        ConnectTranscript transcript =
                new ConnectTranscript(context.terminal(), output.format(), page, ZoneId.systemDefault());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Interruption interruption = Interruption.asks(conversation::close, PATIENCE);
                conversation) {
            ExitCode code = new Script(
                            conversation, transcript, new Script.Expectations(expected, count, linger, timeout))
                    .run(input);
            return interruption.happened() ? ExitCode.INTERRUPTED : code;
        }
    }

    private Conversation conversation() {
        List<URI> urls = targets.targets();
        if (targets.named() && urls.size() > 1) {
            throw WsctlException.usage(
                    "one connection goes to one URL, not " + urls.size(), "wsctl verify takes several");
        }
        Dialect dialect = targets.dialect(room.isEmpty() ? "raw" : "chat");
        if (room.isEmpty() && !dialect.name().equals("raw") && !dialect.name().equals("chat")) {
            throw WsctlException.usage(
                    "dialect " + dialect.name() + " joins a room, and none is named", "--room lobby");
        }
        URI url = urls.get(0);
        boolean tls = url.getScheme().equals("wss");
        if (!tls && (tlsCa != null || insecure)) {
            throw WsctlException.usage(
                    (insecure ? "--insecure" : "--tls-ca") + " is about TLS, but the URL says ws://",
                    "wss:// in the URL");
        }
        return Conversation.with(
                url,
                new Conversation.Who(room, name),
                dialect,
                subprotocol,
                new Conversation.Access(targets.headers(), new Tls(tls, tlsCa, insecure)),
                timeout);
    }
}
