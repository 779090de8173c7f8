package dev.wsctl.load.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.plan.PlanException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N4 the Socket.IO dialect")
class SocketIoDialectTest {

    private static final Member ADA = new Member(3, "r-1", "n3", URI.create("ws://h:1"));

    private static final SocketIoDialect ADMIN = new SocketIoDialect(
            "mine", "/admin", "{\"token\":\"s3cret\"}", "[\"enter\",\"{room}\"]", true, "[\"say\",\"{text}\"]");

    private static boolean concerns(Dialect dialect, String frame) {
        ByteBuf bytes = Unpooled.copiedBuffer("??" + frame, StandardCharsets.UTF_8);
        return dialect.concerns(bytes, 2, bytes.writerIndex());
    }

    private static String answer(Dialect dialect, String frame) {
        assertThat(concerns(dialect, frame)).isTrue();
        return ((Reaction.Send) dialect.react(ADA, frame)).frame();
    }

    private static String reason(Dialect dialect, String frame) {
        assertThat(concerns(dialect, frame)).isTrue();
        return ((Reaction.GiveUp) dialect.react(ADA, frame)).reason();
    }

    @Test
    @DisplayName("opens by WebSocket at once, at the path given or at the usual one")
    void opensByWebSocket() {
        assertThat(SocketIoDialect.DEFAULT.url(ADA)).hasToString("ws://h:1/socket.io/?EIO=4&transport=websocket");
        assertThat(SocketIoDialect.DEFAULT.url(new Member(0, "r", "n", URI.create("wss://h/rt/?token=x"))))
                .hasToString("wss://h/rt/?token=x&EIO=4&transport=websocket");
    }

    @Test
    @DisplayName("connects to its namespace when the transport is open, and joins when it is connected")
    void connectsAndJoins() {
        assertThat(answer(SocketIoDialect.DEFAULT, "0{\"sid\":\"x\"}")).isEqualTo("40");
        assertThat(answer(SocketIoDialect.DEFAULT, "40{\"sid\":\"y\"}")).isEqualTo("42[\"join\",\"r-1\"]");
        assertThat(SocketIoDialect.DEFAULT.joined()).contains(new Condition.Contains("40{"));

        assertThat(answer(ADMIN, "0{\"sid\":\"x\"}")).isEqualTo("40/admin,{\"token\":\"s3cret\"}");
        assertThat(answer(ADMIN, "40/admin,{\"sid\":\"y\"}")).isEqualTo("42/admin,0[\"enter\",\"r-1\"]");
        assertThat(ADMIN.joined()).contains(new Condition.Contains("43/admin,0["));
    }

    @Test
    @DisplayName("logs each member in with its own row of data")
    void logsInWithData() {
        SocketIoDialect mine =
                new SocketIoDialect("mine", "/", "{\"token\":\"{data.token}\"}", "", false, "[\"say\",\"{text}\"]");
        Member ada = new Member(3, "r-1", "n3", URI.create("ws://h:1"), Map.of("token", "a\"b"));

        assertThat(mine.react(ada, "0{\"sid\":\"x\"}")).isEqualTo(new Reaction.Send("40{\"token\":\"a\\\"b\"}"));
    }

    @Test
    @DisplayName("answers pings, and acknowledges events that ask for it")
    void answersPingsAndEvents() {
        assertThat(answer(SocketIoDialect.DEFAULT, "2")).isEqualTo("3");
        assertThat(answer(SocketIoDialect.DEFAULT, "4217[\"news\",1]")).isEqualTo("4317[]");
        assertThat(answer(ADMIN, "42/admin,0[\"news\"]")).isEqualTo("43/admin,0[]");
    }

    @Test
    @DisplayName("leaves events that carry messages alone")
    void leavesMessagesAlone() {
        assertThat(concerns(SocketIoDialect.DEFAULT, "42[\"message\",{}]")).isFalse();
        assertThat(concerns(ADMIN, "42/admin,[\"say\",\"x\"]")).isFalse();
        assertThat(SocketIoDialect.DEFAULT.react(ADA, "6")).isEqualTo(new Reaction.Nothing());
    }

    @Test
    @DisplayName("gives up with the server's words when it is refused or sent away")
    void givesUp() {
        assertThat(reason(ADMIN, "44/admin,{\"message\":\"Invalid namespace\"}"))
                .isEqualTo("the server refused namespace /admin: {\"message\":\"Invalid namespace\"}");
        assertThat(reason(SocketIoDialect.DEFAULT, "41")).contains("disconnected by the server");
        assertThat(reason(SocketIoDialect.DEFAULT, "1")).isEqualTo("closed by the server");
    }

    @Test
    @DisplayName("sends a message as an event of its namespace")
    void sendsAnEvent() {
        Envelope envelope = ADMIN.envelope(ADA);
        byte[] frame = new byte[envelope.overhead() + 2];
        envelope.wrap(frame, 2);
        frame[envelope.textOffset()] = 'h';
        frame[envelope.textOffset() + 1] = 'i';
        assertThat(new String(frame, StandardCharsets.US_ASCII)).isEqualTo("42/admin,[\"say\",\"hi\"]");
    }

    @Test
    @DisplayName("refuses in words what is no event, and never shows what it logs in with")
    void refusesWhatIsNoEvent() {
        assertThatThrownBy(() -> new SocketIoDialect("s", "/", "", "join", false, "[\"m\",\"{text}\"]"))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("join must be a JSON array");
        assertThatThrownBy(() -> new SocketIoDialect("s", "/", "", "", true, "[\"m\",\"{text}\"]"))
                .hasMessageContaining("there is no join");
        assertThatThrownBy(() -> new SocketIoDialect("s", "/", "", "", false, "[\"m\"]"))
                .hasMessageContaining("{text} exactly once");
        assertThatThrownBy(() -> new SocketIoDialect("s", "chat", "", "", false, "[\"m\",\"{text}\"]"))
                .hasMessageContaining("starts with a slash");
        assertThat(ADMIN.toString()).doesNotContain("s3cret");
    }
}
