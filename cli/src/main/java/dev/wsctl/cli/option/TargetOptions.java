package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.Redaction;
import dev.wsctl.cli.exit.WsctlException;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which WebSocket servers, and how to talk to them. */
public final class TargetOptions {
    @Parameters(
            arity = "1..*",
            paramLabel = "URL",
            converter = WebSocketUrl.class,
            description = "One URL an instance, like ws://10.0.0.7:8001/ws or wss://chat.example.com/ws.")
    private List<URI> targets = new ArrayList<>();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            completionCandidates = DialectNames.class,
            description = "How to join rooms and send: chat (the reference server, the default), socketio, raw, or"
                    + " one of --dialects.")
    private String dialect = "chat";

    @Option(
            names = "--dialects",
            paramLabel = "FILE",
            description = "YAML file with further dialects as templates, under dialects:")
    private @Nullable Path dialects;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Sent with every handshake, for example 'Origin: https://chat.example.com'. Repeatable.")
    private List<String> headers = new ArrayList<>();

    /** In the order given; at least one. */
    public List<URI> targets() {
        return targets;
    }

    /** @throws WsctlException for an unknown name, or a mistake in the file */
    public Dialect dialect() {
        Map<String, Dialect> own = dialects == null ? Map.of() : DialectFile.read(dialects);
        Dialect found = own.get(dialect);
        if (found != null) {
            return found;
        }
        try {
            return Dialects.named(dialect);
        } catch (PlanException e) {
            List<String> names = new ArrayList<>(own.keySet());
            names.addAll(Dialects.names());
            throw WsctlException.usage(
                    "unknown dialect '" + dialect + "'",
                    "--dialect with " + String.join(", ", names)
                            + (dialects == null ? "; or describe it in a file for --dialects" : ""));
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
