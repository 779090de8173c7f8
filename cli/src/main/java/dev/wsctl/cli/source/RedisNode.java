package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.source.resp.Dialer;
import dev.wsctl.cli.source.resp.RespConnection;
import dev.wsctl.cli.source.resp.RespError;
import dev.wsctl.cli.source.resp.RespErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to one Redis server; every failure comes out as a {@link RedisFailure} that names server and command. */
public final class RedisNode implements AutoCloseable {
    /** How our connections are named (CLIENT SETNAME), so that we and others can leave them out of what is counted. */
    public static final String CLIENT_NAME = "wsctl";

    private final RedisTarget target;
    private final RespConnection connection;
    private final RedisFailures failures;
    private boolean lost;

    private RedisNode(RedisTarget target, RespConnection connection) {
        this.target = target;
        this.connection = connection;
        this.failures = new RedisFailures(target, connection.endpoint());
    }

    /** Connects; on TLS the handshake is done, but nobody has logged in yet. */
    static RedisNode dial(RedisTarget target, Dialer dialer, Endpoint endpoint, Deadline deadline) {
        try {
            return new RedisNode(target, dialer.dial(endpoint, deadline));
        } catch (IOException e) {
            throw new RedisFailures(target, endpoint).of(e, "the connection request", deadline);
        }
    }

    /** Logs in where there is nothing else to set: a sentinel has no databases, and names nobody. */
    void authenticate() {
        if (target.password() != null
                && callAll(List.<String[]>of(auth(target.password()))).get(0) instanceof RespError error) {
            throw failures.of(error, "AUTH", "");
        }
    }

    private String[] auth(Secret password) {
        String user = target.user();
        return user == null ? new String[] {"AUTH", password.value()} : new String[] {"AUTH", user, password.value()};
    }

    /** Nanoseconds that Redis needed to say anything, be it an error. */
    long answerNanos() {
        long start = System.nanoTime();
        callAll(List.<String[]>of(new String[] {"PING"}));
        return System.nanoTime() - start;
    }

    /** Authenticates if there is a password, chooses the database, and names the connection. */
    void login() {
        List<String[]> commands = new ArrayList<>();
        Secret password = target.password();
        if (password != null) {
            commands.add(auth(password));
        }
        if (target.database() != 0) {
            commands.add(new String[] {"SELECT", Integer.toString(target.database())});
        }
        commands.add(new String[] {"CLIENT", "SETNAME", CLIENT_NAME});
        List<@Nullable Object> replies = callAll(commands);
        for (int i = 0; i < replies.size(); i++) {
            // An old or restricted server that refuses the name is no reason to refuse the service.
            boolean optional = i == replies.size() - 1;
            if (replies.get(i) instanceof RespError error
                    && (!optional || error.kind().equals("NOAUTH"))) {
                throw failures.of(error, commands.get(i)[0], "");
            }
        }
    }

    public Endpoint endpoint() {
        return connection.endpoint();
    }

    public RedisTarget target() {
        return target;
    }

    public Deadline deadline() {
        return connection.deadline();
    }

    public void deadline(Deadline deadline) {
        connection.deadline(deadline);
    }

    /** For readers that walk large replies themselves; wrap their failures with {@link #failure}. */
    public RespConnection connection() {
        return connection;
    }

    /** A failure left the connection somewhere within a reply: nothing can be asked of it any more. */
    public boolean lost() {
        return lost;
    }

    public RedisFailure failure(IOException e, String command) {
        lost |= !(e instanceof RespErrorException);
        return failures.of(e, command, connection.deadline());
    }

    /** What an error among pipelined replies means. */
    public RedisFailure failure(RespError error, String command) {
        return failures.of(error, command, "");
    }

    /** @param command as it was sent; of its arguments only a key's family is ever shown */
    RedisFailure failure(RespError error, String... command) {
        return failures.of(error, nameOf(command), command.length > 1 ? command[1] : "");
    }

    /** @param rule the ACL rule that would allow it */
    RedisFailure forbidden(String what, String rule) {
        return failures.forbidden(what, rule);
    }

    public @Nullable Object call(String... command) {
        try {
            Object reply = connection.exchange(command);
            if (reply instanceof RespError error) {
                throw failure(error, command);
            }
            return reply;
        } catch (IOException e) {
            throw failure(e, nameOf(command));
        }
    }

    /** Pipelined; error replies stand among the others as {@link RespError}. */
    public List<@Nullable Object> callAll(List<String[]> commands) {
        try {
            return connection.pipeline(commands);
        } catch (IOException e) {
            throw failure(e, nameOf(commands.get(0)));
        }
    }

    public String text(String... command) {
        Object reply = call(command);
        if (reply == null) {
            return "";
        }
        if (reply instanceof String text) {
            return text;
        }
        throw failures.unexpected(nameOf(command));
    }

    public long number(String... command) {
        if (call(command) instanceof Long value) {
            return value;
        }
        throw failures.unexpected(nameOf(command));
    }

    public List<?> list(String... command) {
        if (call(command) instanceof List<?> list) {
            return list;
        }
        throw failures.unexpected(nameOf(command));
    }

    public Info info() {
        Info info = Info.parse(text("INFO"));
        if (info.text("redis_version", "").isEmpty()) {
            throw failures.unexpected("INFO");
        }
        return info;
    }

    /** Redis' own clock, in µs since 1970. */
    public long clockMicros() {
        List<?> time = list("TIME");
        if (time.size() == 2) {
            try {
                return Long.parseLong(String.valueOf(time.get(0))) * 1_000_000
                        + Long.parseLong(String.valueOf(time.get(1)));
            } catch (NumberFormatException e) {
                throw failures.unexpected("TIME");
            }
        }
        throw failures.unexpected("TIME");
    }

    /** Redis' own clock, in ms since 1970. */
    public long clockMillis() {
        return clockMicros() / 1000;
    }

    /** A Redis that is loading answers some commands, with numbers that mean nothing yet. */
    void requireLoaded(Info info) {
        if (info.is("loading", "1")) {
            throw failures.loading(": " + info.text("loading_loaded_perc", "?") + " % done, "
                    + info.text("loading_eta_seconds", "?") + " s to go");
        }
    }

    /** The command's name, with its subcommand where it has one; never a value. */
    private static String nameOf(String... command) {
        return switch (command[0]) {
            case "CLIENT", "PUBSUB", "CLUSTER", "SENTINEL", "CONFIG", "ACL", "SCRIPT" -> command[0] + " " + command[1];
            default -> command[0];
        };
    }

    @Override
    public void close() {
        connection.close();
    }
}
