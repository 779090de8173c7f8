package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl connect, by hand in a real terminal,")
class ConnectTerminalIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    @Test
    @DisplayName(
            "E5 sends what is typed, shows what comes with its round trip, completes its own commands, changes rooms, ends at"
                    + " Ctrl-C and when the server goes, and gives the terminal back")
    void talks() throws Exception {
        assumeTrue(Tmux.installed(), "tmux is not installed");
        Server server = Server.start(ServerConfig.resolve(
                List.of("--port", "0", "--instance-id", "a", "--shutdown-timeout", "1s"), Map.of()));
        try {
            String connect = Tmux.wsctl("connect " + server.webSocketUri() + " --room lobby --name ada");
            String script = "before=$(stty -g)\n" + connect
                    + "\necho \"first $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo same1\n" + connect
                    + " --no-color\necho \"second $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo same2\n";
            try (Tmux tmux = Tmux.run(temp, 100, 30, script)) {
                see(tmux, "joined lobby", "lobby>");
                tmux.type("hel", "BSpace", "llo", "Enter");
                see(tmux, "\"text\":\"hello\"", "} +[0-9.]+ [mµ]?s");
                tmux.resize(80, 24);
                tmux.type("/pi", "Tab", "Enter");
                see(tmux, "pong  [0-9.]+ [mµ]?s");
                tmux.type("/jion den", "Enter");
                see(tmux, "there is no /jion", "try: /join");
                tmux.type("/join den", "Enter");
                see(tmux, "joined den", "den>");
                tmux.type("C-c");
                see(tmux, "first 130", "same1");

                see(tmux, "same1[^>]*joined lobby[^>]*lobby>");
                server.close();
                see(tmux, "closed by the server: 1012", "second 2", "same2");
            }
        } finally {
            server.close();
        }
    }

    private static void see(Tmux tmux, String... patterns) {
        for (String pattern : patterns) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tmux.screen()).containsPattern(pattern));
        }
    }
}
