package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.Redaction;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which WebSocket servers, and how to talk to them. */
public final class TargetOptions implements ContextDefaults {
    @Parameters(
            arity = "0..*",
            paramLabel = "URL",
            description = "One URL an instance, like ws://10.0.0.7:8001/ws or wss://chat.example.com/ws."
                    + " Default: the context's instances.")
    private List<String> targets = new ArrayList<>(); // picocli doesn't tell what is wrong with one that may be missing

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            completionCandidates = DialectNames.class,
            description = "How to join rooms and send: chat (the reference server), socketio, raw, or one of"
                    + " --dialects. Default: the context's, else chat.")
    private @Nullable String dialect;

    @Option(
            names = "--dialects",
            paramLabel = "FILE",
            description = "YAML file with further dialects as templates, under dialects:")
    private @Nullable Path dialects;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "Sent with every handshake, for example 'Origin: https://chat.example.com'. Repeatable.")
    private List<String> headers = new ArrayList<>();

    private Supplier<ContextSettings> settings = () -> ContextSettings.NONE;

    @Override
    public void defaults(Supplier<ContextSettings> newSettings) {
        settings = newSettings;
    }

    /** In the order given, else those of the context; at least one. */
    public List<URI> targets() {
        List<URI> found = named()
                ? targets.stream().map(TargetOptions::url).toList()
                : settings.get().instances();
        if (found.isEmpty()) {
            String context = settings.get().name();
            throw WsctlException.usage(
                    context.isEmpty()
                            ? "no URL is given, and no context is active"
                            : "no URL is given, and context " + context + " has no instances",
                    "ws://a:8001/ws ws://b:8001/ws; wsctl alone names those that Redis knows");
        }
        return found;
    }

    private static URI url(String target) {
        try {
            // Fields like {data.token} are filled in for each connection; a URL as such has no braces.
            return new WebSocketUrl().convert(target.replace("{", "%7B").replace("}", "%7D"));
        } catch (TypeConversionException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), "one URL an instance: ws://10.0.0.7:8001/ws");
        }
    }

    /** Whether they were given on the command line. */
    public boolean named() {
        return !targets.isEmpty();
    }

    /** Takes the words that are no servers from those given. */
    public List<String> take(Predicate<String> wanted) {
        List<String> taken = targets.stream().filter(wanted).toList();
        targets = new ArrayList<>(targets);
        targets.removeIf(wanted);
        return taken;
    }

    /** What a plan file says, where the command line does not. */
    public void plan(List<String> plannedTargets, @Nullable Path plannedDialects) {
        if (targets.isEmpty()) {
            targets = plannedTargets;
        }
        if (dialects == null) {
            dialects = plannedDialects;
        }
    }

    /** @throws WsctlException for an unknown name, or a mistake in a file */
    public Dialect dialect() {
        return dialect("chat");
    }

    /** @param usual which one, when neither an option nor the context names any */
    public Dialect dialect(String usual) {
        ContextSettings context = settings.get();
        String name = dialect != null ? dialect : context.dialect() != null ? context.dialect() : usual;
        Map<String, Dialect> own = new LinkedHashMap<>();
        for (Path file : dialects == null ? context.dialectFiles() : List.of(dialects)) {
            DialectFile.read(file).forEach(own::putIfAbsent);
        }
        Dialect found = own.get(name);
        if (found != null) {
            return found;
        }
        try {
            return Dialects.named(name);
        } catch (PlanException e) {
            List<String> names = new ArrayList<>(own.keySet());
            names.addAll(Dialects.names());
            throw WsctlException.usage(
                    "unknown dialect '" + name + "'" + (dialect == null ? ", " + context.describe("dialect") : ""),
                    "--dialect with " + String.join(", ", names)
                            + (own.isEmpty() ? "; or describe it in a file for --dialects" : ""));
        }
    }

    /** @throws WsctlException for one without a colon */
    public Map<String, String> headers() {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                // Its value may be a cookie: only the form is told, not the text.
                throw WsctlException.usage("a --header has no colon", "--header 'Origin: https://chat.example.com'");
            }
            parsed.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return parsed;
    }

    /** What a shell completes {@code --dialect} with; those of a file it cannot know. */
    static final class DialectNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Dialects.names().iterator();
        }
    }

    /** Says what is wrong with a URL in the words of a person who mistyped one. */
    static final class WebSocketUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            URI url;
            try {
                url = new URI(value);
            } catch (URISyntaxException e) {
                throw new TypeConversionException(quoted(value) + " is not a URL; try ws://host:port/ws");
            }
            String scheme = url.getScheme() == null ? "" : url.getScheme();
            if (scheme.equals("http") || scheme.equals("https")) {
                String webSocket = scheme.replace("http", "ws") + value.substring(scheme.length());
                throw new TypeConversionException(
                        quoted(value) + " is not a WebSocket URL; try " + Redaction.of(webSocket));
            }
            if (!scheme.equals("ws") && !scheme.equals("wss")) {
                throw new TypeConversionException(
                        quoted(value) + " is not a WebSocket URL; try ws://host:port/ws, or wss:// for TLS");
            }
            if (url.getHost() == null) {
                throw new TypeConversionException(quoted(value) + " names no host; try ws://host:port/ws");
            }
            return url;
        }

        private static String quoted(String value) {
            return "'" + Redaction.of(value) + "'";
        }
    }
}
