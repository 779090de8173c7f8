package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Servers that expect more of a client than join frames; they hang up on one that says anything else. */
class ConversationsIT {

    private static final class Talk {
        private final ScriptedServer.Conversation with;

        Talk(ScriptedServer.Conversation with) {
            this.with = with;
        }

        /** What the client says next but for STOMP's signs of life, if it begins like this; what comes after that. */
        String hear(String beginning) throws IOException {
            String said = with.read().payload();
            while (said.equals("\n")) {
                said = with.read().payload();
            }
            if (!said.startsWith(beginning)) {
                with.closeFrame(1008, "said " + said);
                throw new IOException("said " + said);
            }
            return said.substring(beginning.length());
        }

        void say(String text) throws IOException {
            with.frame(0x81, text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static LoadReport run(String dialect, ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return new LoadTest()
                    .run(
                            LoadPlan.builder(Dialects.named(dialect), List.of(server.url()))
                                    .connections(2)
                                    .rooms(2)
                                    .ratePerSecond(20)
                                    .duration(Duration.ofSeconds(1))
                                    .connectTimeout(Duration.ofSeconds(60))
                                    .deliveryDeadline(Duration.ofSeconds(30))
                                    .build(),
                            LoadListener.NONE);
        }
    }

    private static void everythingArrived(LoadReport report) {
        assertThat(report.connections().failed()).isEmpty();
        assertThat(report.connections().opened()).isEqualTo(2);
        assertThat(report.messages().sent()).isEqualTo(20);
        assertThat(report.messages().delivered()).isEqualTo(20);
    }

    @Test
    @DisplayName("N4 Centrifuge: connect, subscribe, a pong for each ping, even one that comes with a message")
    void centrifuge() throws IOException {
        everythingArrived(run("centrifuge", with -> {
            with.upgrade();
            Talk talk = new Talk(with);
            talk.hear("{\"id\":1,\"connect\":{}}");
            talk.say("{\"id\":1,\"connect\":{\"client\":\"c\",\"version\":\"0.0.0\",\"ping\":25,\"pong\":true}}");
            talk.hear("{\"id\":2,\"subscribe\":{\"channel\":\"wsctl-");
            talk.say("{\"id\":2,\"subscribe\":{}}\n{}");
            talk.hear("{}");
            while (true) {
                String rest = talk.hear("{\"id\":3,\"publish\":{\"channel\":\"wsctl-");
                String data = rest.substring(rest.indexOf("\"data\":"), rest.length() - 2);
                talk.say("{\"id\":3,\"publish\":{}}\n{\"push\":{\"channel\":\"c\",\"pub\":{" + data + "}}}");
            }
        }));
    }

    @Test
    @DisplayName("N4 STOMP: subscribes when it is connected, has joined with the receipt")
    void stomp() throws IOException {
        everythingArrived(run("stomp", with -> {
            with.upgrade();
            Talk talk = new Talk(with);
            talk.hear("CONNECT\naccept-version:1.2,1.1\n");
            talk.say("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");
            talk.hear("SUBSCRIBE\nid:0\ndestination:/topic/wsctl-");
            talk.say("RECEIPT\nreceipt-id:joined\n\n\0");
            while (true) {
                String rest = talk.hear("SEND\ndestination:/topic/wsctl-");
                talk.say("MESSAGE\nsubscription:0\nmessage-id:1\n\n" + rest.substring(rest.indexOf("\n\n") + 2));
            }
        }));
    }

    @Test
    @DisplayName("N4 a refusal is told in the server's words, and nobody waits for a consent that never comes")
    void refusal() throws IOException {
        LoadReport report = run("phoenix", with -> {
            with.upgrade();
            Talk talk = new Talk(with);
            talk.hear("[\"1\",\"1\",\"room:wsctl-");
            talk.say(
                    "[\"1\",\"1\",\"room:x\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"full\"}}]");
            with.read();
        });

        assertThat(report.connections().opened()).isZero();
        assertThat(report.connections().failed()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("the server does not let it join: full");
            assertThat(failure.count()).isEqualTo(2);
        });
    }
}
