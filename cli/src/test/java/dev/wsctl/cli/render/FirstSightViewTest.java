package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.FirstSight;
import dev.wsctl.cli.model.FirstSight.Answer;
import dev.wsctl.cli.model.FirstSight.Servers;
import dev.wsctl.cli.model.Instances;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What wsctl alone says")
class FirstSightViewTest {
    private static final String LOCAL = "redis://localhost:6379/0";

    private static FirstSight sight(FirstSight.@Nullable Redis redis, Servers servers) {
        return new FirstSight("", "", redis, "", servers);
    }

    private static FirstSight.Redis answers() {
        return new FirstSight.Redis(LOCAL, false, false, Answer.REDIS);
    }

    private static void looks(String name, FirstSight sight) {
        Golden.looks("alone-" + name, new FirstSightView(), sight);
        assertThat(Golden.human(new FirstSightView(), sight).lines()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    @DisplayName("where Redis answers and knows servers: how to find out whether they deliver, ready to be copied")
    void registered() {
        looks(
                "registered",
                sight(
                        answers(),
                        new Servers.Registered(List.of(Instances.well("chat-1"), Instances.ill("chat-2", 0)))));
        looks(
                "many",
                sight(
                        answers(),
                        new Servers.Registered(List.of(
                                Instances.well("chat-1"),
                                Instances.well("chat-2"),
                                Instances.well("chat-3"),
                                Instances.well("chat-4"),
                                Instances.well("chat-5")))));
    }

    @Test
    @DisplayName("where Socket.IO runs on it: with which dialect")
    void socketIo() {
        looks("socketio", sight(answers(), new Servers.Seen("Socket.IO", 2)));
    }

    @Test
    @DisplayName("where nothing is, or only a Redis, or a server: what else to try")
    void littleOrNothing() {
        looks("nothing", sight(new FirstSight.Redis(LOCAL, false, false, Answer.NOBODY), new Servers.Unknown()));
        looks("redis", sight(answers(), new Servers.Unknown()));
        looks(
                "server",
                sight(
                        new FirstSight.Redis(LOCAL, false, false, Answer.SILENCE),
                        new Servers.Local("ws://localhost:8000/ws")));
    }

    @Test
    @DisplayName("where there is a context, a password or TLS: how to get in")
    void closed() {
        looks(
                "context",
                new FirstSight(
                        "staging",
                        "",
                        new FirstSight.Redis("redis://redis.staging:6380/0", false, true, Answer.CLOSED_REDIS),
                        "",
                        new Servers.OfContext(3)));
        looks("password", sight(new FirstSight.Redis(LOCAL, false, false, Answer.CLOSED_REDIS), new Servers.Unknown()));
    }

    @Test
    @DisplayName("where files or addresses are wrong: what is, and no error")
    void wrong() {
        looks(
                "wrong",
                new FirstSight(
                        "",
                        "/srv/chat/.wsctl.yaml:3:5: unknown field 'redsi' in context shop",
                        null,
                        "REDIS_URL has no scheme",
                        new Servers.Unknown()));
    }
}
