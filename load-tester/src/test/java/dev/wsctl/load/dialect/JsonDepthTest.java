package dev.wsctl.load.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonDepthTest {

    @Test
    @DisplayName("N4 how deep a place is within strings of JSON is found from what stands before it")
    void depths() {
        assertThat(JsonDepth.after("{\"at\":")).isZero();
        assertThat(JsonDepth.after("{\"text\":\"")).isEqualTo(1);
        assertThat(JsonDepth.after("{\"text\":\"say \\\"hi\\\" ")).isEqualTo(1);
        assertThat(JsonDepth.after("{\"data\":\"{\\\"text\\\":\\\"")).isEqualTo(2);
        assertThat(JsonDepth.after("{\"data\":\"{\\\"text\\\":\\\"x\\\"}\",\"n\":"))
                .isZero();
    }

    @Test
    @DisplayName(
            "N4 a row's values stand in frames as JSON wants them, in URLs percent-encoded, in headers as they are")
    void valuesAreEscapedWhereTheyStand() {
        Member ada = new Member(
                3, "r-1", "n3", URI.create("ws://h:1"), Map.of("name", "A \"L\" \\ {text}", "token", "a+b/c=&d"));
        TemplateDialect dialect = new TemplateDialect(
                "t",
                "{target}/{room}?token={data.token}",
                "",
                List.of("{\"as\":\"{data.name}\"}", "{\"data\":\"{\\\"as\\\":\\\"{data.name}\\\"}\"}"),
                Optional.empty(),
                List.of(),
                List.of(),
                "{\"by\":\"{data.name}\",\"m\":\"{text}\"}",
                Optional.empty());

        assertThat(dialect.url(ada)).hasToString("ws://h:1/r-1?token=a%2Bb%2Fc%3D%26d");
        assertThat(dialect.joinFrames(ada).get(0)).isEqualTo("{\"as\":\"A \\\"L\\\" \\\\ {text}\"}");
        assertThat(dialect.joinFrames(ada).get(1))
                .isEqualTo("{\"data\":\"{\\\"as\\\":\\\"A \\\\\\\"L\\\\\\\" \\\\\\\\ {text}\\\"}\"}");
        Envelope envelope = dialect.envelope(ada);
        assertThat(envelope.textOffset()).isEqualTo("{\"by\":\"A \\\"L\\\" \\\\ {text}\",\"m\":\"".length());
        assertThat(envelope.depth()).isEqualTo(1);
        assertThat(Fields.inHeader("Bearer {data.token} {n}", ada)).isEqualTo("Bearer a+b/c=&d 3");
        assertThat(Fields.inTarget(URI.create("ws://h:1/%7Broom%7D?t=%7Bdata.token%7D"), ada))
                .hasToString("ws://h:1/r-1?t=a%2Bb%2Fc%3D%26d");
    }
}
