package dev.wsctl.cli.launch;

import dev.wsctl.cli.Main;
import dev.wsctl.cli.Wsctl;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.transport.BindFailure;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands that people wait for once, with nobody watching, so that the JVM can archive the classes they need:
 * the launcher calls it after a build, with {@code -XX:ArchiveClassesAtExit}. What it leaves out only starts slower.
 */
public final class Rehearsal {
    private static final List<String> ON_REDIS =
            List.of("health", "channels", "subscribers", "sessions", "pool", "instances");

    private Rehearsal() {}

    public static void main(String[] args) throws ClassNotFoundException {
        Class.forName(Main.class.getName());
        Terminal.system(Map.of());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        // Contexts are looked for, too, but none of this user's is found.
        Terminal nobody = new Terminal(nowhere, nowhere, false, Terminal.DEFAULT_COLUMNS);
        Wsctl wsctl = new Wsctl(nobody, Map.of("XDG_CONFIG_HOME", "/dev/null"), Path.of("/"));
        wsctl.run();
        wsctl.run("--version");
        wsctl.run("--help");
        wsctl.run("no-such-command");
        wsctl.run("health", "--help");
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            for (String command : ON_REDIS) {
                wsctl.run(command, "--redis", redis.url());
                wsctl.run(command, "--redis", redis.url(), "-o", "json");
            }
            try (Server server =
                    Server.start(ServerConfig.resolve(List.of("--port", "0", "--redis", redis.url()), Map.of()))) {
                wsctl.run("verify", server.webSocketUri().toString(), "--rounds", "1");
                new Wsctl(nobody, Map.of("XDG_CONFIG_HOME", "/dev/null", "REDIS_URL", redis.url()), Path.of("/")).run();
            }
        } catch (UncheckedIOException | BindFailure notPossibleHere) {
            // Then the commands do without an archive of what they would have needed there.
            nowhere.println(notPossibleHere);
        }
    }
}
