package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.source.RedisFailure.Kind;
import dev.wsctl.cli.source.resp.NoTlsAnswerException;
import dev.wsctl.cli.source.resp.NotRedisException;
import dev.wsctl.cli.source.resp.RespError;
import dev.wsctl.cli.source.resp.RespErrorException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says in two lines what the network or Redis meant. */
final class RedisFailures {
    private final RedisTarget target;
    private final Endpoint endpoint;

    RedisFailures(RedisTarget target, Endpoint endpoint) {
        this.target = target;
        this.endpoint = endpoint;
    }

    /** @param doing what we waited for, as in "no answer to PING" */
    RedisFailure of(IOException e, String doing, Deadline deadline) {
        RedisFailure failure = translate(e, doing, deadline);
        failure.initCause(e);
        return failure;
    }

    private RedisFailure translate(IOException e, String doing, Deadline deadline) {
        String where = endpoint.display();
        if (e instanceof RespErrorException reply) {
            return of(reply.error(), doing, "");
        }
        if (e instanceof NoTlsAnswerException) {
            return new RedisFailure(
                    Kind.TIMEOUT,
                    ExitCode.CRITICAL,
                    where + " accepted the connection and gave no answer to TLS within " + Seconds.of(deadline.total()),
                    "redis:// instead of rediss://, if it has no TLS; otherwise it is stopped or blocked");
        }
        if (e instanceof SocketTimeoutException) {
            return new RedisFailure(
                    Kind.TIMEOUT,
                    ExitCode.CRITICAL,
                    where + " gave no answer to " + doing + " within " + Seconds.of(deadline.total()),
                    "is Redis stopped, blocked by a slow command, or is this another service? A longer --timeout waits longer");
        }
        if (e instanceof UnknownHostException) {
            return unreachable(
                    "unknown host " + ((Endpoint.Tcp) endpoint).host(), "check the name, or use the address instead");
        }
        if (e instanceof NotRedisException stranger) {
            return notRedis(where, stranger);
        }
        if (e instanceof SSLException) {
            return tls(where, e);
        }
        if (e instanceof EOFException || isReset(e)) {
            return unreachable(
                    where + " closed the connection instead of answering " + doing,
                    target.tls().enabled()
                            ? "does it want a client certificate (--cert, --key), or no TLS at all (redis://)?"
                            : "does it want TLS (rediss://)? Is it at maxclients, or in protected mode?");
        }
        if (e instanceof FileNotFoundException || endpoint instanceof Endpoint.Unix) {
            return unreachable(
                    "the unix socket " + where + " can't be opened: " + e.getMessage(),
                    "compare with `unixsocket` in redis.conf, and check its permissions");
        }
        if (e instanceof NoRouteToHostException) {
            return unreachable("no route to " + where, "check the address, the network and the firewall");
        }
        if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("refused")) {
            return unreachable(
                    where + " refused the connection",
                    "is Redis running there? Another address goes into --redis or REDIS_URL");
        }
        return unreachable(where + " can't be reached: " + e.getMessage(), "check the address and the network");
    }

    private static boolean isReset(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Connection reset") || message.contains("Broken pipe");
    }

    private RedisFailure notRedis(String where, NotRedisException e) {
        return switch (e.looks()) {
            case HTTP ->
                new RedisFailure(
                        Kind.NOT_REDIS,
                        ExitCode.CRITICAL,
                        where + " speaks HTTP, not Redis",
                        "the port of Redis itself, by default 6379");
            case TLS ->
                new RedisFailure(
                        Kind.NOT_REDIS, ExitCode.CRITICAL, where + " wants TLS", "rediss:// instead of redis://");
            case OTHER ->
                new RedisFailure(
                        Kind.NOT_REDIS,
                        ExitCode.CRITICAL,
                        where + " doesn't speak the Redis protocol (" + e.getMessage() + ")",
                        "the port of Redis itself, by default 6379");
        };
    }

    private RedisFailure tls(String where, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Unsupported or unrecognized SSL message") || message.contains("plaintext connection")) {
            return unreachable(where + " doesn't speak TLS", "redis:// instead of rediss://");
        }
        if (message.contains("PKIX") || message.contains("unable to find valid certification path")) {
            return unreachable(
                    where + " shows a certificate nobody here has signed",
                    "--tls-ca with the PEM file of its authority, or --insecure to look past it");
        }
        if (message.contains("subject alternative") || message.contains("No name matching")) {
            return unreachable(
                    where + " shows a certificate for another name",
                    "the name in the certificate, or --insecure to look past it");
        }
        if (message.contains("certificate_required") || message.contains("bad_certificate")) {
            return target.tls().certFile() == null
                    ? unreachable(where + " wants a client certificate", "--cert and --key with one that it trusts")
                    : unreachable(
                            where + " doesn't accept our client certificate",
                            "--cert with one that its tls-ca-cert-file has signed");
        }
        return unreachable(where + " failed the TLS handshake: " + message, "rediss:// only where Redis has tls-port");
    }

    /** The protocol is right and the answer is not: a proxy, an emulation, or chance. */
    RedisFailure unexpected(String command) {
        return new RedisFailure(
                Kind.NOT_REDIS,
                ExitCode.CRITICAL,
                endpoint.display() + " answered " + command + " with something no Redis would",
                "the port of Redis itself, by default 6379");
    }

    RedisFailure loading(String progress) {
        return new RedisFailure(
                Kind.LOADING,
                ExitCode.CRITICAL,
                endpoint.display() + " is still loading its data set into memory" + progress,
                "wait; `redis-cli info persistence` shows loading_eta_seconds");
    }

    private static RedisFailure unreachable(String what, String hint) {
        return new RedisFailure(Kind.UNREACHABLE, ExitCode.CRITICAL, what, hint);
    }

    /**
     * @param command as it was sent, first words only: never its arguments
     * @param subject its first argument, a key or channel where it has one; may be empty
     */
    RedisFailure of(RespError error, String command, String subject) {
        String where = endpoint.display();
        String message = error.message();
        return switch (error.kind()) {
            case "NOPERM" -> noPermission(message, command, subject);
            case "NOAUTH" ->
                new RedisFailure(
                        Kind.AUTH,
                        ExitCode.CRITICAL,
                        where + " wants a password",
                        "--password-file, --askpass or REDIS_PASSWORD; with an ACL user also --user");
            case "WRONGPASS" ->
                new RedisFailure(
                        Kind.AUTH,
                        ExitCode.CRITICAL,
                        where + " refused the password of user " + user(),
                        "check user and password; `ACL LIST` on the server shows who exists");
            case "LOADING" -> loading("");
            case "READONLY" ->
                new RedisFailure(
                        Kind.READONLY,
                        ExitCode.CRITICAL,
                        where + " is a replica and refuses to write",
                        "the address of the master; `wsctl health` on this one names it");
            case "MISCONF" ->
                new RedisFailure(
                        Kind.OTHER,
                        ExitCode.CRITICAL,
                        where + " refuses writes because its last snapshot failed",
                        "look at the log of Redis and at the disk; `redis-cli info persistence`");
            case "OOM" ->
                new RedisFailure(
                        Kind.OTHER,
                        ExitCode.CRITICAL,
                        where + " is out of memory and refuses writes",
                        "raise maxmemory, or find what grows: `redis-cli --bigkeys`");
            case "CLUSTERDOWN" ->
                new RedisFailure(
                        Kind.CLUSTER_DOWN,
                        ExitCode.CRITICAL,
                        "the cluster is down, says " + where + ": " + message.substring("CLUSTERDOWN ".length()),
                        "wsctl health shows which node is missing; `redis-cli --cluster check " + where + "`");
            case "DENIED" ->
                new RedisFailure(
                        Kind.AUTH,
                        ExitCode.CRITICAL,
                        where + " is in protected mode and takes only local connections",
                        "set a password on it, or connect from its own host");
            default -> other(where, message, command);
        };
    }

    private RedisFailure other(String where, String message, String command) {
        if (message.startsWith("ERR max number of clients")) {
            return new RedisFailure(
                    Kind.OTHER,
                    ExitCode.CRITICAL,
                    where + " is at its limit of connections (maxclients)",
                    "find who holds them on another connection: `redis-cli client list`; raise maxclients");
        }
        if (message.startsWith("ERR Client sent AUTH, but no password is set")
                || message.startsWith("ERR AUTH <password> called without any password configured")) {
            return new RedisFailure(
                    Kind.AUTH, ExitCode.CRITICAL, where + " has no password set, yet one was given", "leave it out");
        }
        if (message.startsWith("ERR DB index is out of range") || message.startsWith("ERR invalid DB index")) {
            return new RedisFailure(
                    Kind.OTHER,
                    ExitCode.USAGE,
                    where + " has no database " + target.database(),
                    "a number below `databases` in redis.conf, by default 16");
        }
        if (message.startsWith("ERR unknown command") || message.startsWith("ERR unknown subcommand")) {
            return new RedisFailure(
                    Kind.OTHER,
                    ExitCode.UNKNOWN,
                    where + " doesn't know the command " + command,
                    "is it renamed or disabled there, or is this an older server?");
        }
        return new RedisFailure(
                Kind.OTHER,
                ExitCode.CRITICAL,
                where + " answered " + command + " with: " + message,
                "--debug shows more");
    }

    /** Before 7.2 Redis says "one of the channels used as arguments", from then on "to access a channel". */
    private RedisFailure noPermission(String message, String command, String subject) {
        String rule;
        String object;
        boolean whole = message.contains("permissions to run");
        if (!whole && message.contains("channel")) {
            rule = "'&" + family(subject) + "'";
            object = command + " with the channel " + family(subject);
        } else if (!whole && message.contains("key")) {
            rule = "'~" + family(subject) + "'";
            object = command + " with the key " + family(subject);
        } else {
            String name = command.toLowerCase(Locale.ROOT).replace(' ', '|');
            rule = "+" + name;
            object = command;
        }
        return forbidden(object, rule);
    }

    RedisFailure forbidden(String object, String rule) {
        return new RedisFailure(
                Kind.NOPERM,
                ExitCode.UNKNOWN,
                "user " + user() + " on " + endpoint.display() + " may not use " + object,
                "ACL SETUSER " + user() + " " + rule);
    }

    /** {@code wsctl:probe:*} of {@code wsctl:probe:get:0815}: what a rule is written for, and no session's id. */
    private static String family(String name) {
        if (name.startsWith("wsctl:probe:")) {
            return "wsctl:probe:*";
        }
        int colon = name.lastIndexOf(':');
        return colon < 0 ? "*" : name.substring(0, colon + 1) + "*";
    }

    private String user() {
        String user = target.user();
        return user == null ? "default" : user;
    }
}
