package dev.wsctl.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.dialect.TemplateDialect;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is said in a dialect")
class PhrasesTest {
    private static Phrases phrases(String dialect, String url, String room) {
        return new Phrases(Dialects.named(dialect), new Phrases.Target(URI.create(url), room, "Ada Lovelace"));
    }

    @Test
    @DisplayName("stands as it is where a frame is the text, and escaped where it stands in JSON")
    void escapes() {
        assertThat(phrases("chat", "ws://h/ws", "lobby").saying("a \"b\"")).isEqualTo("a \"b\"");
        assertThat(phrases("chat", "ws://h/chat", "lobby").saying("a \"b\" ü"))
                .isEqualTo("{\"type\":\"chat\",\"text\":\"a \\\"b\\\" ü\"}");
        assertThat(phrases("socketio", "ws://h", "lobby").saying("\n"))
                .isEqualTo("42[\"message\",{\"room\":\"lobby\",\"text\":\"\\n\"}]");
    }

    @Test
    @DisplayName("goes to a URL that any room and any name fit into")
    void encodesUrls() {
        assertThat(phrases("chat", "ws://h:1/ws", "a#b").url().toString())
                .startsWith("ws://h:1/ws?room=a%23b&username=Ada%20Lovelace&client_id=Ada%20Lovelace");
    }

    @Test
    @DisplayName("goes to the URL as it was given, where no room is asked for")
    void leavesUrlsAlone() {
        assertThat(phrases("chat", "ws://h/ws?room=x", "").url()).isEqualTo(URI.create("ws://h/ws?room=x"));
        assertThat(phrases("raw", "ws://h/any?q", "").url()).isEqualTo(URI.create("ws://h/any?q"));
    }

    @Test
    @DisplayName("of a template may name the room anywhere")
    void templates() {
        TemplateDialect mine = new TemplateDialect(
                "mine",
                "{target}",
                "",
                List.of("{\"join\":\"{room}\"}"),
                Optional.of(new Condition.Contains("ok")),
                List.of(),
                List.of(),
                "{\"to\":\"{room}\",\"say\":\"{text}\"}",
                Optional.empty());
        Phrases phrases = new Phrases(mine, new Phrases.Target(URI.create("ws://h"), "the \"best\"", "me"));

        assertThat(phrases.joinFrames()).containsExactly("{\"join\":\"the \\\"best\\\"\"}");
        assertThat(phrases.saying("hi")).isEqualTo("{\"to\":\"the \\\"best\\\"\",\"say\":\"hi\"}");
        assertThat(phrases.meansJoined("it is ok")).isTrue();
    }
}
