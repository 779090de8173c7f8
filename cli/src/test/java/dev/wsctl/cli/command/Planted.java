package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;

/** Secrets in every place of a Redis where an application, an administrator or an accident could leave one. */
final class Planted implements AutoCloseable {
    private final List<String> secrets = new ArrayList<>();
    private final List<Listener> clients = new ArrayList<>();

    /** A secret of its own for each place, so that a leak tells where it came from. */
    String secret(String place) {
        String secret = "Planted" + secrets.size() + "-" + place + "-q7Zk9";
        secrets.add(secret);
        return secret;
    }

    /** All of them, and parts of them that nobody writes by chance. */
    List<String> secrets() {
        List<String> all = new ArrayList<>(secrets);
        all.add("q7Zk9");
        return all;
    }

    /** @return the URL to reach it with, password included */
    String in(EmbeddedRedis redis) {
        Heartbeats.write(redis, "chat", "a", false, 40_000);
        redis.command("SET", "chat:instances:" + secret("not-a-heartbeat"), secret("heartbeat"));
        redis.command("SET", secret("prefix") + ":instances:x", "{}");
        redis.command("SET", "chat:session:" + secret("session-id"), "{\"token\":\"" + secret("session") + "\"}");
        redis.command("SET", secret("key"), secret("value"));
        redis.command("HSET", "user:" + secret("user") + ":profile", secret("field"), secret("hash"));
        redis.command("XADD", "stream:chat:" + secret("room"), "*", "text", secret("message"));
        String jobs = "chat:" + secret("stream");
        redis.command("XADD", jobs, "*", secret("entry-field"), secret("entry"));
        redis.command("XGROUP", "CREATE", jobs, secret("consumers"), "0");
        redis.command("XREADGROUP", "GROUP", last(), secret("consumer"), "STREAMS", jobs, ">");
        redis.command("ZADD", "chat:presence:global:members", "1", secret("instance") + ":" + secret("ada"));
        redis.command("ZADD", "asgi:group:" + secret("group"), "1", secret("member"));
        redis.command("RPUSH", "asgispecific." + secret("queue") + "!", secret("queued"));
        redis.command("CONFIG", "SET", "slowlog-log-slower-than", "0");
        redis.command("KEYS", secret("pattern") + "*");
        redis.command("SET", "chat:x", secret("argument"));
        // The first word of an error becomes the name of a line of INFO.
        String error = secret("error").replace("-", "");
        secrets.add(error);
        Listener script = Listener.on(redis, "script");
        clients.add(script);
        script.only("EVAL \"return redis.error_reply('" + error + " x')\" 0");
        redis.command("CONFIG", "SET", "slowlog-log-slower-than", "10000");
        redis.command("CONFIG", "SET", "masterauth", secret("masterauth"));
        redis.command("CONFIG", "SET", "masteruser", secret("masteruser"));
        redis.command(
                "ACL",
                "SETUSER",
                "ada",
                "on",
                ">" + secret("acl"),
                "~chat:" + secret("acl-key") + ":*",
                "&" + secret("acl-channel"),
                "+@all");
        denied(redis);
        clients.add(Listener.on(redis, "worker:" + secret("client-name")));
        clients.add(Listener.on(redis, secret("bare-client-name")));
        clients.add(Listener.on(redis, "chat:a:sub")
                .send("SUBSCRIBE chat:" + secret("channel") + " " + secret("bare-channel"))
                .send("PSUBSCRIBE " + secret("psubscribe") + ":*"));
        String password = secret("requirepass-long-enough");
        redis.command("CONFIG", "SET", "requirepass", password);
        return redis.url().replace("redis://", "redis://:" + password + "@");
    }

    /** The secret that was made last. */
    private String last() {
        return secrets.get(secrets.size() - 1);
    }

    /** Whatever ACL LOG keeps: what was asked for, by whom, and with which user. */
    private void denied(EmbeddedRedis redis) {
        redis.command(
                "ACL", "SETUSER", secret("user"), "on", "nopass", "resetchannels", "resetkeys", "+@all", "-flushall");
        Listener denied = Listener.on(redis, secret("denied-client-name"));
        clients.add(denied);
        denied.only("AUTH " + secrets.get(secrets.size() - 2) + " x");
        denied.only("SUBSCRIBE " + secret("denied-channel"));
        denied.only("GET " + secret("denied-key"));
        denied.only("FLUSHALL");
        denied.only("AUTH " + secret("denied-login") + " " + secret("denied-password"));
    }

    @Override
    public void close() {
        clients.forEach(Listener::close);
    }
}
