package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The templates that come with wsctl, on the servers they are made for, as these are published. */
@Tag("peers")
@DisplayName("N1 N4 on two real servers verify and loadtest count exactly, also what a third one cut off loses,")
class TemplatesPeersIT {

    @Test
    @DisplayName("with channels: the chat of the Django Channels tutorial, on Daphne")
    void channels() {
        String python = PeerPackages.python("channels_redis", "daphne");
        String[] options = {"--dialect", "channels", "-H", "Origin: http://127.0.0.1"};
        onRedis(url -> PeerProcess.python(python, "tutorial_on_channels.py", url), "", options);
    }

    @Test
    @DisplayName("with actioncable: the chat of the Action Cable guide, in Rails on Puma")
    void actionCable() {
        PeerPackages.ruby("rails", "action_cable", "redis", "puma");
        String[] options = {"--dialect", "actioncable", "-H", "Origin: http://localhost:3000"};
        onRedis(url -> PeerProcess.ruby("chat_on_action_cable.rb", url), "", options);
    }

    @Test
    @DisplayName("with spring: Spring's simple broker, whose instances speak over Redis")
    void spring() {
        Path jar = PeerPackages.jar("spring");
        onRedis(
                url -> PeerProcess.java(
                        jar, "--server.address=127.0.0.1", "--server.port=0", "--spring.data.redis.url=" + url),
                "/ws",
                "--dialect",
                "spring");
    }

    /** Two on one Redis, of which the second loses it in the end; and one on another Redis from the beginning. */
    private static void onRedis(Function<String, PeerProcess> server, String path, String... options) {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                EmbeddedRedis other = EmbeddedRedis.start();
                TcpRelay way = TcpRelay.to(redis.port());
                PeerProcess a = server.apply(redis.url());
                PeerProcess b = server.apply(way.redisUrl());
                PeerProcess apart = server.apply(other.url())) {
            new TemplateTrial(url(a, path), url(apart, path), options).nothingPasses();
            TemplateTrial trial = new TemplateTrial(url(a, path), url(b, path), options);
            trial.everythingArrives();
            way.cut();
            trial.secondIsInTrouble();
        }
    }

    private static String url(PeerProcess server, String path) {
        return "ws://127.0.0.1:" + server.said("listening") + path;
    }

    @Test
    @DisplayName("with stomp: RabbitMQ, before its two nodes are one cluster and after; who only listens stays")
    void stompOfRabbitMq(@TempDir Path directory) throws IOException {
        PeerPackages.program("/usr/lib/rabbitmq/bin/rabbitmq-server");
        RabbitNode.cookie(directory);
        Duration idle = Duration.ofSeconds(5);
        int names = RabbitNode.freePort();
        try (PeerProcess epmd = RabbitNode.names(names);
                RabbitNode a = new RabbitNode(directory, "a", names, idle);
                RabbitNode b = new RabbitNode(directory, "b", names, idle)) {
            assertThat(epmd.alive()).isTrue();
            TemplateTrial trial = new TemplateTrial(a.url(), b.url(), "--dialect", "stomp");
            trial.nothingPasses();
            b.join(a);
            b.url();
            trial.everythingArrives();

            Path dialects = Files.writeString(directory.resolve("dialects.yaml"), """
                    dialects:
                      patient: { like: stomp, keepalive: { frame: "\\n", every: 1s } }
                      wrong:
                        like: stomp
                        join: "CONNECT\\naccept-version:1.2\\nhost:/\\nlogin:guest\\npasscode:wrong\\n\\n\\0"
                    """);
            String[] wrong = {"--dialects", dialects.toString(), "--dialect", "wrong"};
            assertThat(new TemplateTrial(a.url(), b.url(), wrong).refusals())
                    .isNotEmpty()
                    .allMatch(reason -> reason.contains("the server does not let it join: Bad CONNECT"));
            String[] patient = {"--dialects", dialects.toString(), "--dialect", "patient"};
            new TemplateTrial(a.url(), b.url(), patient).listenersStayFor(idle.plusSeconds(3));
        }
    }

    @Test
    @DisplayName("with stomp: ActiveMQ, two brokers in a network")
    void stompOfActiveMq() {
        Path jar = PeerPackages.jar("activemq");
        try (PeerProcess a = PeerProcess.java(jar);
                PeerProcess b = PeerProcess.java(jar, a.said("broker"));
                PeerProcess apart = PeerProcess.java(jar)) {
            new TemplateTrial(url(a, "/"), url(b, "/"), "--dialect", "stomp").everythingArrives();
            new TemplateTrial(url(a, "/"), url(apart, "/"), "--dialect", "stomp").nothingPasses();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"phoenix, 3", "centrifuge, 4"})
    @DisplayName(
            "in the words of an official client, to a server that client gets on with, where the real one is not to be had")
    void officialClients(String dialect, int kinds) {
        Path programs = PeerPackages.node("official");
        Function<String, PeerProcess> server = url -> PeerProcess.node(programs, "server.js", dialect, url);
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = server.apply(redis.url());
                PeerProcess b = server.apply(redis.url());
                PeerProcess c = server.apply(redis.url());
                EmbeddedRedis other = EmbeddedRedis.start();
                PeerProcess apart = server.apply(other.url());
                PeerProcess clients = PeerProcess.node(programs, "clients.js", dialect, url(a, ""), url(b, ""))) {
            clients.said("ready");
            clients.say("hello");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(clients.lines()).containsExactly("ready", "event hello", "event hello"));
            // A sign of life comes after a while.
            await().atMost(Duration.ofSeconds(60)).until(() -> heard(a).size() == kinds);
            new TemplateTrial(url(c, ""), url(b, ""), "--dialect", dialect).everythingArrives();
            new TemplateTrial(url(c, ""), url(apart, ""), "--dialect", dialect).nothingPasses();
            assertThat(heard(c)).isNotEmpty().isSubsetOf(heard(a));
        }
    }

    private static List<String> heard(PeerProcess server) {
        return server.lines().stream().filter(line -> line.startsWith("heard ")).toList();
    }
}
