package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.JsonObject;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Table;
import dev.wsctl.cli.render.Units;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.KeyReader;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Show one session. Its values are personal data: they are hidden unless you --reveal them.", ""},
        footer = {
            "",
            "Examples:",
            "  wsctl sessions show socketio:session:42",
            "  wsctl sessions show socketio:session:42 --reveal"
        })
final class SessionsShowCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Parameters(paramLabel = "KEY", description = "The key, as `wsctl sessions list` shows it.")
    private String key = "";

    @Option(names = "--reveal", description = "Show values.")
    private boolean reveal;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SessionsShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return views().formats();
    }

    @Override
    public Integer call() {
        Views<KeyReader.Content> views = views();
        output.check(views);
        try (RedisSource source = RedisSource.of(redis.target(context.environment()), redis.deadline())) {
            KeyReader.Content content =
                    KeyReader.show(source.ownerOf(key, source.masters().get(0)), key);
            if (content == null) {
                throw new WsctlException(
                        ExitCode.CRITICAL,
                        "there is no key " + key + " on " + source.target().display(),
                        "wsctl sessions list; it may have expired, or live in another database");
            }
            Page page = output.page(context.terminal(), context.environment());
            views.write(content, output.format(), page, context.terminal().out());
            return ExitCode.OK.code();
        }
    }

    private Views<KeyReader.Content> views() {
        return new Views<>("wsctl/sessions-show/v1", this::human, this::json);
    }

    private void human(KeyReader.Content content, Page page) {
        long ttl = content.key().ttlMillis();
        page.line(content.key().name() + "  " + content.key().type() + ", "
                + (ttl < 0 ? "never expires" : "expires in " + Units.span(Duration.ofMillis(ttl))) + ", size "
                + Units.count(content.size()));
        Table table = new Table().left("").flexible("").indented(2).withoutHeader();
        fields(content).forEach(table::row);
        page.table(table);
    }

    private void json(KeyReader.Content content, JsonObject json) {
        long ttl = content.key().ttlMillis();
        json.text("key", content.key().name())
                .text("type", content.key().type())
                .number("ttl_s", ttl < 0 ? -1 : ttl / 1000)
                .number("size", content.size())
                .flag("revealed", reveal)
                .object("fields", o -> fields(content).forEach(o::text));
    }

    private Map<String, String> fields(KeyReader.Content content) {
        Map<String, String> shown = new TreeMap<>();
        content.fields().forEach((name, value) -> shown.put(name, shown(value)));
        String value = content.value();
        if (value != null) {
            shown.put("value", shown(value));
        }
        return shown;
    }

    private String shown(String value) {
        return reveal ? value : "*** (" + Units.count(value.length(), "character") + ")";
    }
}
