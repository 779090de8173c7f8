package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A relay that has something published as soon as somebody subscribes by a pattern, and passes it on together with the
 * confirmation: whoever listens for a time hears it, however short that is, or however busy this machine.
 */
final class TalkativeRelay extends LoopbackRelay {
    private static final String CONFIRMED = "\r\npsubscribe\r\n";
    /** On a channel that samplers take for one of their own. */
    private static final String END = "that was all";

    private final EmbeddedRedis redis;
    private final List<String> commands;

    /** @param commands inline, {@code PUBLISH channel message} */
    TalkativeRelay(EmbeddedRedis redis, List<String> commands) {
        super(redis.port());
        this.redis = redis;
        this.commands = commands;
        start();
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[8_192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            String said = latin(buffer, n);
            if (said.contains(CONFIRMED)) {
                publish();
                StringBuilder all = new StringBuilder(said);
                while (all.indexOf(END) < 0) {
                    n = in.read(buffer);
                    if (n < 0) {
                        throw new IOException("Redis has closed the connection");
                    }
                    all.append(latin(buffer, n));
                }
                out.write(all.toString().getBytes(StandardCharsets.ISO_8859_1));
            } else {
                out.write(buffer, 0, n);
            }
        }
        close(client);
    }

    private void publish() {
        try (Listener publisher = Listener.on(redis, "publisher")) {
            commands.forEach(publisher::only);
            publisher.only("PUBLISH wsctl:it '" + END + "'");
        }
    }
}
