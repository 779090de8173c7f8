package dev.wsctl.load.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.plan.PlanException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TemplateDialectTest {

    private static final Member ADA = new Member(3, "r-1", "n3", URI.create("ws://h:1/base"));

    private static TemplateDialect template(String url, String send) {
        return new TemplateDialect(
                "t",
                url,
                "",
                List.of("{\"join\":\"{room}\",\"as\":\"{username}\"}", "{n}"),
                Optional.of(new Condition.Contains("welcome")),
                List.of(new Condition.Contains("go away")),
                List.of(new Answer(new Condition.At("/ping", "1"), "{\"pong\":\"{name}\"}")),
                send,
                Optional.of(new KeepAlive("{\"ping\":\"{name}\"}", Duration.ofSeconds(25))));
    }

    private static String frame(Dialect dialect, String text) {
        Envelope envelope = dialect.envelope(ADA);
        byte[] frame = new byte[envelope.overhead() + text.length()];
        envelope.wrap(frame, text.length());
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, frame, envelope.textOffset(), bytes.length);
        return new String(frame, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("N4 placeholders are filled in the URL, the join frames, the message and the keep-alive")
    void placeholdersAreFilledEverywhere() {
        TemplateDialect dialect = template("{target}/room/{room}?n={n}", "{\"r\":\"{room}\",\"m\":\"{text}\"}");

        assertThat(dialect.url(ADA)).hasToString("ws://h:1/base/room/r-1?n=3");
        assertThat(dialect.joinFrames(ADA)).containsExactly("{\"join\":\"r-1\",\"as\":\"n3\"}", "3");
        assertThat(dialect.keepAlive(ADA).orElseThrow().frame()).isEqualTo("{\"ping\":\"n3\"}");
        assertThat(frame(dialect, "hello")).isEqualTo("{\"r\":\"r-1\",\"m\":\"hello\"}");
    }

    @Test
    @DisplayName("N4 the raw dialect opens the target as it is and sends the text alone")
    void rawSendsTheTextAlone() {
        assertThat(NamedTemplates.RAW.url(ADA)).isEqualTo(ADA.target());
        assertThat(frame(NamedTemplates.RAW, "hello")).isEqualTo("hello");
        assertThat(NamedTemplates.RAW.joined()).isEmpty();
    }

    @Test
    void whatCannotWorkIsRefusedInWords() {
        assertThatThrownBy(() -> template("{target}", "no text"))
                .isInstanceOf(PlanException.class)
                .hasMessage("dialect t: send must contain {text} exactly once");
        assertThatThrownBy(() -> template("{target}", "{text}{text}")).isInstanceOf(PlanException.class);
        assertThatThrownBy(() -> template("{target}/{unknown}", "{text}").url(ADA))
                .hasMessageContaining("does not make a URL");
        assertThatThrownBy(() -> Dialects.named("nope")).hasMessage("unknown dialect 'nope'");
    }

    private static Reaction reaction(Dialect dialect, String frame) {
        ByteBuf in = Unpooled.copiedBuffer(frame, StandardCharsets.UTF_8);
        return dialect.concerns(in, 0, in.writerIndex()) ? dialect.react(ADA, frame) : new Reaction.Nothing();
    }

    private static boolean joins(Dialect dialect, String frame) {
        return dialect.joined().orElseThrow().isMetBy(frame);
    }

    @Test
    @DisplayName("N4 a frame that a template has an answer for is answered, others are not")
    void answersWhatItHasAnAnswerFor() {
        TemplateDialect dialect = template("{target}", "{text}");

        assertThat(reaction(dialect, "{\"ping\":1}")).isEqualTo(new Reaction.Send("{\"pong\":\"n3\"}"));
        assertThat(reaction(dialect, "{\"ping\":2}")).isEqualTo(new Reaction.Nothing());
        assertThat(reaction(dialect, "{\"text\":\"1\"}")).isEqualTo(new Reaction.Nothing());
    }

    @Test
    @DisplayName("N4 the Django Channels tutorial's chat: a path with nothing but letters, digits and underscores")
    void channels() {
        Dialect dialect = Dialects.named("channels");

        assertThat(dialect.url(ADA)).hasToString("ws://h:1/base/ws/chat/r_1/");
        assertThat(dialect.joined()).isEmpty();
        assertThat(frame(dialect, "hello")).isEqualTo("{\"message\":\"hello\"}");
    }

    @Test
    @DisplayName("N4 Phoenix: joined by the reply, not by a refusal")
    void phoenix() {
        Dialect dialect = Dialects.named("phoenix");

        assertThat(dialect.url(ADA)).hasToString("ws://h:1/base/socket/websocket?vsn=2.0.0");
        assertThat(dialect.joinFrames(ADA)).containsExactly("[\"1\",\"1\",\"room:r-1\",\"phx_join\",{}]");
        assertThat(joins(dialect, "[\"1\",\"1\",\"room:r-1\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]"))
                .isTrue();
        assertThat(
                        joins(
                                dialect,
                                "[\"1\",\"1\",\"room:r-1\",\"phx_reply\",{\"response\":{\"reason\":\"ok\"},\"status\":\"error\"}]"))
                .isFalse();
        assertThat(frame(dialect, "hello")).isEqualTo("[\"1\",\"2\",\"room:r-1\",\"new_msg\",{\"body\":\"hello\"}]");
        assertThat(dialect.keepAlive(ADA)).isPresent();
    }

    @Test
    @DisplayName("N4 Action Cable: JSON within JSON, joined when the subscription is confirmed")
    void actionCable() {
        Dialect dialect = Dialects.named("actioncable");
        String identifier = "\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r-1\\\"}\"";

        assertThat(dialect.subprotocol()).isEqualTo("actioncable-v1-json");
        assertThat(dialect.joinFrames(ADA)).containsExactly("{\"command\":\"subscribe\"," + identifier + "}");
        assertThat(joins(dialect, "{" + identifier + ",\"type\":\"confirm_subscription\"}"))
                .isTrue();
        assertThat(joins(dialect, "{\"type\":\"welcome\"}")).isFalse();
        assertThat(joins(dialect, "{" + identifier + ",\"type\":\"reject_subscription\"}"))
                .isFalse();
        assertThat(frame(dialect, "hello"))
                .isEqualTo("{\"command\":\"message\"," + identifier
                        + ",\"data\":\"{\\\"action\\\":\\\"speak\\\",\\\"message\\\":\\\"hello\\\"}\"}");
        assertThat(dialect.envelope(ADA).depth()).isEqualTo(2);
    }

    @Test
    @DisplayName("N4 Centrifuge: subscribes once connected, answers pings, also where they come with messages")
    void centrifuge() {
        Dialect dialect = Dialects.named("centrifuge");
        Reaction pong = new Reaction.Send("{}");

        assertThat(dialect.joinFrames(ADA)).containsExactly("{\"id\":1,\"connect\":{}}");
        assertThat(reaction(dialect, "{\"id\":1,\"connect\":{\"client\":\"c\",\"ping\":25,\"pong\":true}}"))
                .isEqualTo(new Reaction.Send("{\"id\":2,\"subscribe\":{\"channel\":\"r-1\"}}"));
        assertThat(joins(dialect, "{\"id\":2,\"subscribe\":{}}")).isTrue();
        assertThat(joins(dialect, "{\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}"))
                .isFalse();
        assertThat(reaction(dialect, "{}")).isEqualTo(pong);
        assertThat(reaction(dialect, "{\"push\":{\"channel\":\"r-1\",\"pub\":{\"data\":{}}}}\n{}"))
                .isEqualTo(pong);
        assertThat(reaction(dialect, "{\"id\":3,\"publish\":{}}")).isEqualTo(new Reaction.Nothing());
        assertThat(frame(dialect, "hello"))
                .isEqualTo("{\"id\":3,\"publish\":{\"channel\":\"r-1\",\"data\":{\"text\":\"hello\"}}}");
    }

    @Test
    @DisplayName("N4 STOMP: subscribes once connected, joined by the receipt; Spring, which gives none, when connected")
    void stomp() {
        Dialect stomp = Dialects.named("stomp");
        Dialect spring = Dialects.named("spring");
        String connected = "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0";

        assertThat(stomp.joinFrames(ADA).get(0))
                .startsWith("CONNECT\naccept-version:1.2")
                .endsWith("\n\n\0");
        assertThat(reaction(stomp, connected))
                .isEqualTo(new Reaction.Send("SUBSCRIBE\nid:0\ndestination:/topic/r-1\nreceipt:joined\n\n\0"));
        assertThat(joins(stomp, connected)).isFalse();
        assertThat(joins(stomp, "RECEIPT\nreceipt-id:joined\n\n\0")).isTrue();
        assertThat(joins(spring, connected)).isTrue();
        assertThat(reaction(spring, connected))
                .isEqualTo(new Reaction.Send("SUBSCRIBE\nid:0\ndestination:/topic/r-1\n\n\0"));
        assertThat(frame(stomp, "hello"))
                .isEqualTo("SEND\ndestination:/topic/r-1\ncontent-type:text/plain\n\nhello\0")
                .isEqualTo(frame(spring, "hello"));
    }

    private static String refusal(String dialect, String frame) {
        return Dialects.named(dialect).refusal(frame).orElse("none");
    }

    @Test
    @DisplayName(
            "N4 a server that does not let a member in says so, and why, but what else its frame repeats is not told")
    void refusals() {
        assertThat(
                        refusal(
                                "phoenix",
                                "[\"1\",\"1\",\"room:r-1\",\"phx_reply\",{\"response\":{\"reason\":\"unmatched topic\"},\"status\":\"error\"}]"))
                .isEqualTo("unmatched topic");
        assertThat(refusal("centrifuge", "{\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}"))
                .isEqualTo("103, permission denied");
        assertThat(
                        refusal(
                                "actioncable",
                                "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"token\\\":\\\"secret\\\"}\",\"type\":\"reject_subscription\"}"))
                .isEmpty();
        assertThat(refusal("actioncable", "{\"type\":\"disconnect\",\"reason\":\"unauthorized\",\"reconnect\":false}"))
                .isEqualTo("unauthorized");
        String error = "ERROR\nmessage:Bad CONNECT\ncontent-type:text/plain\n\nAccess refused for user 'ada'\n\0";
        assertThat(refusal("stomp", error)).isEqualTo(refusal("spring", error)).isEqualTo("Bad CONNECT");
        assertThat(refusal("stomp", "CONNECTED\nversion:1.2\n\n\0")).isEqualTo("none");
        assertThat(refusal("channels", "{\"error\":\"none is expected\"}")).isEqualTo("none");
    }

    @Test
    @DisplayName("N4 STOMP: a member that only listens says something each half minute, since RabbitMQ waits for one")
    void stompHeartbeats() {
        for (String name : List.of("stomp", "spring")) {
            KeepAlive heartbeat = Dialects.named(name).keepAlive(ADA).orElseThrow();
            assertThat(heartbeat.frame()).isEqualTo("\n");
            assertThat(heartbeat.every()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }
}
