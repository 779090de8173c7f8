package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.config.Setting;
import dev.wsctl.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl serve")
class ServeCommandIT {
    private static final Pattern ADDRESS = Pattern.compile("listening on (ws://[^ ]+)");

    @TempDir
    Path temp;

    @Test
    @DisplayName("A1 its help lists every setting with its environment variable")
    void itsHelpListsEverySetting() {
        String help = Run.wsctl("serve", "--help").out();

        for (Setting<?> setting : Settings.ALL) {
            assertThat(help).contains(setting.flag(), setting.variable());
        }
    }

    @Test
    @DisplayName("prints one line with its addresses, serves, and ends in good order on SIGTERM")
    void servesUntilItIsAskedToEnd() throws Exception {
        try (ProcessRun serve = new ProcessRun(temp, "serve", "--port", "0", "--instance-id", "solo")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> serve.output().contains("listening on"));
            Matcher address = ADDRESS.matcher(serve.output());
            assertThat(address.find()).isTrue();
            assertThat(serve.output().lines()).hasSize(1);

            Run verify = Run.wsctl("verify", address.group(1), "--rounds", "5", "--deadline", "30s");
            assertThat(verify.code()).as(verify.all()).isZero();

            serve.signal("TERM");
            assertThat(serve.await()).isEqualTo(143);
        }
    }

    @Test
    @DisplayName("A1 a bad value is one line that names the option, before anything starts")
    void aBadValueIsOneLine() {
        Run run = Run.wsctl("serve", "--port", "eighty");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).contains("--port", "eighty").hasLineCount(1);
    }

    @Test
    @DisplayName("an unknown option is a usage error with a hint")
    void anUnknownOptionIsAUsageError() {
        Run run = Run.wsctl("serve", "--portt", "8000");

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("--portt");
    }

    @Test
    @DisplayName("a port that is taken is one line that names it")
    void aTakenPortIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.wsctl("serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains(String.valueOf(taken.getLocalPort())).hasLineCount(1);
        }
    }
}
