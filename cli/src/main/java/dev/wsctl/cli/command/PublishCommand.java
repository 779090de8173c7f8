package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.Untouchable;
import dev.wsctl.cli.model.Published;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.MessageKeys;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.PublishViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.MessagePublisher;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.server.broker.Sealing;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.protocol.RoomName;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Publish one message to a room or channel.",
            "",
            "WRITES: members of the room see it on every instance. In the reference server's envelope, sealed if you have "
                    + "the keys; not recorded in the room's stream. Says how many subscribers received it, WARNING when none "
                    + "did. Channels on which a message from outside ends or disturbs a framework's servers are refused.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl publish lobby 'maintenance at noon' --dry-run",
            "  wsctl publish lobby 'maintenance at noon' --username operator",
            "  wsctl publish --announce 'maintenance at noon'     to every room",
            "  wsctl publish --raw my:channel '{\"type\":\"reload\"}'",
            "  wsctl publish --sharded lobby hello                with sharded pub/sub"
        })
final class PublishCommand implements Callable<Integer>, OffersFormats {
    /** What the server takes of a client (docs/protocol.md). */
    private static final int LONGEST_TEXT = 64 * 1024;

    private static final int LONGEST_RAW = 1 << 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Context context;

    @Parameters(
            arity = "1..2",
            paramLabel = "ROOM TEXT",
            description = "The room and what to say; with --raw channel and payload, with --announce just the text.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--raw", description = "ROOM is the whole name of a channel, TEXT goes as it is.")
    private boolean raw;

    @Option(names = "--announce", description = "An announcement to every member of every room.")
    private boolean announce;

    @Option(names = "--username", paramLabel = "NAME", description = "Who says it. Default: wsctl.")
    private String username = "wsctl";

    @Option(names = "--sharded", description = "On a shard channel, with SPUBLISH.")
    private boolean sharded;

    @Option(names = "--dry-run", description = "Publish nothing; show what, and who would receive it.")
    private boolean dryRun;

    @Mixin
    private MessageKeys keys = new MessageKeys();

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    PublishCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return PublishViews.all().formats();
    }

    @Override
    public Integer call() {
        Views<Published> views = PublishViews.all();
        output.check(views);
        checkUsage();
        KeyLayout layout = new KeyLayout(instances.prefix(context.environment()));
        String channel = announce ? layout.globalChannel() : raw ? words.get(0) : layout.roomChannel(words.get(0));
        byte[] message = message();
        Sealing sealing = raw ? null : keys.sealing(context.environment());
        byte[] payload = sealing == null ? message : sealing.seal(channel, message);
        refuse(channel, Untouchable.owner(channel));
        try (RedisSource source = RedisSource.of(redis.target(context.environment()), redis.deadline())) {
            MessagePublisher publisher = new MessagePublisher(source);
            for (String witness : publisher.subscribed(Untouchable.witnesses(channel))) {
                refuse(channel, Untouchable.ownerBehind(witness));
            }
            MessagePublisher.Receivers receivers =
                    dryRun ? publisher.receivers(channel, sharded) : publisher.publish(channel, sharded, payload);
            String text = new String(message, StandardCharsets.UTF_8);
            Published published = new Published(
                    source.target().display(),
                    channel,
                    sharded,
                    dryRun,
                    raw ? "" : idIn(text),
                    text,
                    sealing != null,
                    payload.length,
                    receivers.number(),
                    receivers.more());
            views.write(
                    published,
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            return ExitCode.of(published.status()).code();
        }
    }

    private void checkUsage() {
        if (announce && (raw || sharded)) {
            throw WsctlException.usage(
                    "--announce goes with neither --raw nor --sharded",
                    "wsctl publish --announce 'maintenance at noon'");
        }
        if (words.size() != (announce ? 1 : 2)) {
            throw WsctlException.usage(
                    announce ? "--announce takes one text" : "a room and a text are needed, the text quoted",
                    announce ? "wsctl publish --announce 'maintenance at noon'" : "wsctl publish lobby 'hello there'");
        }
        if (!raw && !announce && !RoomName.isValid(words.get(0))) {
            throw WsctlException.usage(
                    "'" + words.get(0) + "' is no room: " + RoomName.RULE, "--raw for any other channel");
        }
        int longest = raw ? LONGEST_RAW : LONGEST_TEXT;
        if (words.get(words.size() - 1).getBytes(StandardCharsets.UTF_8).length > longest) {
            throw WsctlException.usage("more than " + longest + " bytes are refused", "say it shorter");
        }
        if (username.isEmpty() || username.length() > 64 || username.chars().anyMatch(Character::isISOControl)) {
            throw WsctlException.usage(
                    "--username takes 1 to 64 characters, no control characters", "--username operator");
        }
    }

    private static void refuse(String channel, String owner) {
        if (!owner.isEmpty()) {
            throw WsctlException.usage(
                    channel + " belongs to " + owner
                            + ": a message from outside can end its servers or cut off its clients",
                    "its own emitter or API publishes safely; there is no option that overrides this");
        }
    }

    private byte[] message() {
        String text = words.get(words.size() - 1);
        if (raw) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        // Not an instance: a name of its own, or instances would take it for what they have said themselves.
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        String instance = "wsctl-" + HexFormat.of().formatHex(random);
        long now = System.currentTimeMillis();
        MessageWriter writer = new MessageWriter(instance, new MessageIds(instance, now), () -> now);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return announce ? writer.announcement(text) : writer.chatMessage(words.get(0), username, utf8, 0, utf8.length);
    }

    private static String idIn(String message) {
        Matcher id = ID.matcher(message);
        return id.find() ? id.group(1) : "";
    }
}
