package dev.wsctl.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.dialect.Answer;
import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.SocketIoDialect;
import dev.wsctl.load.dialect.TemplateDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of template dialects")
class DialectFileIT {
    @TempDir
    Path temp;

    @Test
    @DisplayName("is read with every field")
    void isReadWithEveryField() throws IOException {
        Path file = write("""
                other: things may stand here
                dialects:
                  naive:
                    url: "{target}/ws/chat/{room}/"
                    subprotocol: v1
                    join: ['{"type":"join","room":"{room}"}', 'second']
                    joined: '"joined"'
                    refused: ['"error"', { pointer: /type, value: no }]
                    answers:
                      - { when: { pointer: /type, value: ping }, send: '{"type":"pong"}' }
                      - { when: hello, send: 'hello {name}' }
                    send: '{"type":"chat","text":"{text}"}'
                    keepalive: { frame: '{"type":"ping"}', every: 25s }
                """);

        assertThat(DialectFile.read(file).get("naive"))
                .isEqualTo(new TemplateDialect(
                        "naive",
                        "{target}/ws/chat/{room}/",
                        "v1",
                        List.of("{\"type\":\"join\",\"room\":\"{room}\"}", "second"),
                        Optional.of(new Condition.Contains("\"joined\"")),
                        List.of(new Condition.Contains("\"error\""), new Condition.At("/type", "no")),
                        List.of(
                                new Answer(new Condition.At("/type", "ping"), "{\"type\":\"pong\"}"),
                                new Answer(new Condition.Contains("hello"), "hello {name}")),
                        "{\"type\":\"chat\",\"text\":\"{text}\"}",
                        Optional.of(new KeepAlive("{\"type\":\"ping\"}", Duration.ofSeconds(25)))));
    }

    @Test
    @DisplayName("describes how an application on Socket.IO names its events")
    void describesSocketIo() throws IOException {
        Path file = write("""
                dialects:
                  mine:
                    protocol: socketio
                    namespace: /chat
                    auth: '{"token":"t"}'
                    join: '["enter",{"room":"{room}"}]'
                    acknowledged: true
                    send: '["say","{room}","{text}"]'
                  usual: { protocol: socketio }
                """);

        assertThat(DialectFile.read(file))
                .containsEntry(
                        "mine",
                        new SocketIoDialect(
                                "mine",
                                "/chat",
                                "{\"token\":\"t\"}",
                                "[\"enter\",{\"room\":\"{room}\"}]",
                                true,
                                "[\"say\",\"{room}\",\"{text}\"]"));
        assertThat(DialectFile.read(file).get("usual"))
                .isInstanceOfSatisfying(
                        SocketIoDialect.class, usual -> assertThat(usual.join()).isEqualTo("[\"join\",\"{room}\"]"));
    }

    @Test
    @DisplayName("tells the line of a protocol, flag or event that is none")
    void tellsTheLineOfASocketIoMistake() throws IOException {
        assertMistake("dialects:\n  a:\n    protocol: mqtt\n", ":3: dialect a has an unknown protocol 'mqtt'");
        assertMistake(
                "dialects:\n  a:\n    protocol: socketio\n    acknowledged: maybe\n",
                ":4: acknowledged must be true or false");
        assertMistake(
                "dialects:\n  a:\n    protocol: socketio\n    send: '{text}'\n",
                ":2: dialect a: send must be a JSON array");
        assertMistake(
                "dialects:\n  a:\n    protocol: socketio\n    url: x\n", ":4: dialect a has an unknown field 'url'");
    }

    @Test
    @DisplayName("needs nothing but send")
    void needsNothingButSend() throws IOException {
        assertThat(DialectFile.read(write("dialects:\n  plain:\n    send: '{text}'\n")))
                .containsOnlyKeys("plain");
    }

    @Test
    @DisplayName("changes of a template that comes with wsctl what it says, and takes the rest")
    void isLikeAnother() throws IOException {
        Path file = write("""
                dialects:
                  ours: { like: phoenix, url: "{target}/socket/websocket?vsn=2.0.0&token={data.token}" }
                """);
        TemplateDialect phoenix = Dialects.template("phoenix").orElseThrow();

        assertThat(DialectFile.read(file).get("ours"))
                .isEqualTo(new TemplateDialect(
                        "ours",
                        "{target}/socket/websocket?vsn=2.0.0&token={data.token}",
                        phoenix.subprotocol(),
                        phoenix.join(),
                        phoenix.joined(),
                        phoenix.refused(),
                        phoenix.answers(),
                        phoenix.send(),
                        phoenix.keepAlive()));
        assertMistake("dialects:\n  a:\n    like: fenix\n", ":3: 'fenix' is no template that comes with wsctl");
    }

    @Test
    @DisplayName("tells the line of an unknown field")
    void tellsTheLineOfAnUnknownField() throws IOException {
        assertMistake(
                "dialects:\n  a:\n    send: '{text}'\n    recieve: x\n",
                ":4: dialect a has an unknown field 'recieve'");
    }

    @Test
    @DisplayName("tells the line of a send that carries no text")
    void tellsTheLineOfASendWithoutText() throws IOException {
        assertMistake("\ndialects:\n  a:\n    send: 'hello'\n", ":3: dialect a: send must contain {text} exactly once");
    }

    @Test
    @DisplayName("tells the line of a condition or an answer that says too little")
    void tellsTheLineOfABadCondition() throws IOException {
        String dialect = "dialects:\n  a:\n    send: '{text}'\n";
        assertMistake(dialect + "    joined: ''\n", ":4: joined: a condition is empty");
        assertMistake(dialect + "    joined: { pointer: type, value: ok }\n", ":4: joined: 'type' is no JSON pointer");
        assertMistake(
                dialect + "    joined: { pointer: /type }\n", ":4: joined needs a pointer and a value, or a text");
        assertMistake(dialect + "    joined:\n      path: /type\n", ":5: joined has an unknown field 'path'");
        assertMistake(dialect + "    answers: pong\n", ":4: answers must be a list");
        assertMistake(dialect + "    answers:\n      - send: pong\n", ":5: an answer needs when and send");
        assertMistake(
                dialect + "    answers:\n      - {when: a, then: b}\n", ":5: an answer has an unknown field 'then'");
    }

    @Test
    @DisplayName("tells the line of a keep-alive that is no duration")
    void tellsTheLineOfABadDuration() throws IOException {
        assertMistake(
                "dialects:\n  a:\n    send: '{text}'\n    keepalive:\n      every: often\n",
                ":5: 'often' is not a duration");
    }

    @Test
    @DisplayName("tells the line where it is not YAML")
    void tellsTheLineWhereItIsNotYaml() throws IOException {
        assertMistake("dialects:\n  a:\n    send: '{text}\n", ":");
    }

    @Test
    @DisplayName("says when there is no such file")
    void saysWhenThereIsNoSuchFile() {
        assertThatExceptionOfType(WsctlException.class)
                .isThrownBy(() -> DialectFile.read(temp.resolve("missing.yaml")))
                .satisfies(e -> assertThat(e.what()).contains("missing.yaml", "there is no such file"))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG));
    }

    private void assertMistake(String yaml, String message) throws IOException {
        Path file = write(yaml);
        assertThatExceptionOfType(WsctlException.class)
                .isThrownBy(() -> DialectFile.read(file))
                .satisfies(e -> assertThat(e.what()).startsWith(file + message))
                .satisfies(e -> assertThat(e.hint()).isNotEmpty())
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(temp.resolve("dialects.yaml"), yaml);
    }
}
