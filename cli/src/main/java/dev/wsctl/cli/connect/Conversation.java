package dev.wsctl.cli.connect;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.RedisTarget.Tls;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what lines ask for, on one connection after another: another room is another connection. */
public final class Conversation implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Dialect dialect;
    private final Link.Settings settings;
    private final List<String> subprotocols;
    private Consumer<Event> events = event -> {};
    private Phrases.Target target;
    private @Nullable Connection connection;

    /** @param subprotocols to offer before the dialect's own */
    Conversation(Dialect dialect, Phrases.Target target, List<String> subprotocols, Link.Settings settings) {
        this.dialect = dialect;
        this.target = target;
        this.subprotocols = subprotocols;
        this.settings = settings;
    }

    /**
     * To a server that nobody has connected to yet.
     *
     * @param subprotocol to ask for; empty: the dialect's, if any
     */
    public static Conversation with(
            URI url, Who who, Dialect dialect, String subprotocol, Access access, Duration timeout) {
        return new Conversation(
                dialect,
                new Phrases.Target(url, who.room(), who.name()),
                subprotocol.isEmpty() ? List.of() : List.of(subprotocol),
                new Link.Settings(access.headers(), access.tls(), timeout));
    }

    /** @param room empty: none is asked for */
    public record Who(String room, String name) {}

    /** How to be let in. */
    public record Access(Map<String, String> headers, Tls tls) {}

    /** @param listener called from the connection's thread, in order; must return soon */
    void listener(Consumer<Event> listener) {
        events = listener;
    }

    String room() {
        return target.room();
    }

    Duration timeout() {
        return settings.timeout();
    }

    /** @throws WsctlException when it can't be connected to or joined */
    void open() throws InterruptedException {
        Phrases phrases = new Phrases(dialect, target);
        URI url;
        try {
            url = phrases.url();
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        }
        Connection opening = new Connection(phrases, target, events);
        List<String> offered = new ArrayList<>(subprotocols);
        if (!phrases.subprotocol().isEmpty() && offered.isEmpty()) {
            offered.add(phrases.subprotocol());
        }
        connection = opening;
        Link.open(url, offered, settings, opening);
        opening.awaitJoined(settings.timeout());
    }

    /** @throws WsctlException when it can't be done */
    void obey(Order order) throws InterruptedException {
        Connection now = connection;
        if (now == null) {
            throw new IllegalStateException("not open");
        }
        if (order instanceof Order.Say say) {
            now.say(say.text());
        } else if (order instanceof Order.Raw raw) {
            now.raw(raw.frame());
        } else if (order instanceof Order.Ping) {
            now.ping();
        } else if (order instanceof Order.Join join) {
            now.close(1000, "");
            now.awaitEnd(GOODBYE);
            target = target.withRoom(join.room());
            open();
        } else if (order instanceof Order.Close close) {
            now.close(close.code(), close.reason());
            now.awaitEnd(GOODBYE);
        }
    }

    /** Says goodbye; returns soon whatever the server does. */
    @Override
    public void close() {
        Connection now = connection;
        if (now != null && now.open()) {
            now.close(1000, "");
            try {
                now.awaitEnd(GOODBYE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
