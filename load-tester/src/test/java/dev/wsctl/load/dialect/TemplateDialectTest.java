package dev.wsctl.load.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.plan.PlanException;
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
                Optional.of("welcome"),
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
        assertThat(TemplateDialect.RAW.url(ADA)).isEqualTo(ADA.target());
        assertThat(frame(TemplateDialect.RAW, "hello")).isEqualTo("hello");
        assertThat(TemplateDialect.RAW.joinedText()).isEmpty();
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
}
