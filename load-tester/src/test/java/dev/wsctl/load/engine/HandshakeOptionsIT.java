package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.onlyFailure;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.report.LoadReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handshake asks for is asked, checked in the answer, and made use of. */
class HandshakeOptionsIT {

    private static LoadPlanBuilder brief(OptionServer server, ClientNetwork network) {
        return plan(server.url()).duration(Duration.ofMillis(400)).network(network);
    }

    private static ClientNetwork compressing() {
        return new ClientNetwork("", true, ClientTls.USUAL, List.of());
    }

    private static ClientNetwork speaking(String subprotocol) {
        return new ClientNetwork(subprotocol, false, ClientTls.USUAL, List.of());
    }

    @ParameterizedTest(name = "the server''s messages refer back to earlier ones: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("N4 compressed both ways, every message is found")
    void compressedMessagesAreFound(boolean keepsContext) {
        try (OptionServer server = new OptionServer(new OptionServer.Offer(true, keepsContext, ""))) {
            LoadReport report = run(brief(server, compressing()).messageBytes(20_000));

            assertThat(report.connections().failed()).isEmpty();
            assertThat(report.messages().delivered()).isEqualTo(400);
            assertThat(report.messages().lost()).isZero();
            assertThat(server.texts)
                    .hasSize(40)
                    .allSatisfy(text -> assertThat(text).hasSize(20_000));
        }
    }

    @Test
    @DisplayName("N4 a server that does not agree to compression is a failure that says so")
    void compressionIsRefused() {
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING)) {
            LoadReport report = run(brief(server, compressing()));

            assertThat(onlyFailure(report, 30)).isEqualTo("the server did not agree to permessage-deflate");
        }
    }

    @Test
    @DisplayName("N4 the subprotocol asked for is the one that is spoken, or the connection is a failure")
    void theSubprotocolIsChecked() {
        try (OptionServer server = new OptionServer(new OptionServer.Offer(false, false, "v1.json,v2.json"))) {
            LoadReport spoken = run(brief(server, speaking("v3.json, v2.json")));
            LoadReport unknown = run(brief(server, speaking("v9")));

            assertThat(spoken.messages().delivered()).isEqualTo(400);
            assertThat(server.handshakes.get(0).selectedSubprotocol()).isEqualTo("v2.json");
            assertThat(onlyFailure(unknown, 30)).isEqualTo("the server did not agree to the subprotocol v9");
        }
    }

    @Test
    @DisplayName("N4 headers and cookies are sent, Host can be another")
    void headersAreSent() {
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING)) {
            run(brief(server, ClientNetwork.USUAL)
                    .header("Cookie", "session=s; theme=dark")
                    .header("host", "chat.example.com"));

            assertThat(server.handshakes).allSatisfy(handshake -> {
                assertThat(handshake.requestHeaders().getAll("Cookie")).containsExactly("session=s; theme=dark");
                assertThat(handshake.requestHeaders().getAll("Host")).containsExactly("chat.example.com");
            });
        }
    }

    @Test
    @DisplayName("N4 connections come from the source addresses in turn")
    void sourceAddressesTakeTurns() {
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING)) {
            run(brief(server, new ClientNetwork("", false, ClientTls.USUAL, List.of("127.0.0.7", "127.0.0.8", "::1"))));

            assertThat(server.clients).hasSize(30).containsOnly("127.0.0.7", "127.0.0.8");
            assertThat(server.clients.stream().filter("127.0.0.7"::equals)).hasSize(15);
        }
    }
}
