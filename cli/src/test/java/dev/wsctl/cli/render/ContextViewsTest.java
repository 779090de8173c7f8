package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ContextValue;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Contexts, as people read them:")
class ContextViewsTest {
    private static final String FILE = "/home/ada/.config/wsctl/config.yaml";

    @Test
    @DisplayName("all there are")
    void list() {
        Golden.looks(
                "context-list",
                ContextViews.list(),
                new ContextViews.Contexts(
                        List.of(
                                new ContextViews.Named(
                                        "staging", true, "rediss://redis.staging.example.com:6380/0", 2, List.of(FILE)),
                                new ContextViews.Named(
                                        "production",
                                        false,
                                        "redis-sentinel://s1.example.com,s2.example.com,s3.example.com/0#chat",
                                        12,
                                        List.of("/srv/chat/.wsctl.yaml", FILE)),
                                new ContextViews.Named("local", false, "", 1, List.of(FILE))),
                        "current in " + FILE));
    }

    @Test
    @DisplayName("one with what has a say in it")
    void show() {
        Golden.looks(
                "context-show",
                ContextViews.show(true),
                new ContextViews.Shown(
                        "staging",
                        "current in " + FILE,
                        List.of(
                                new ContextValue(
                                        "redis.url", "rediss://redis.staging.example.com:6380/0", FILE + ":4:12"),
                                new ContextValue("redis.password", "from environment variable STAGING", FILE + ":5:16"),
                                new ContextValue("instances", "ws://10.0.0.7:8001/ws", FILE + ":6:5"),
                                new ContextValue("instances", "ws://10.0.0.8:8001/ws", FILE + ":6:5"),
                                new ContextValue("prefix", "chat", "default"),
                                new ContextValue(
                                        "suppressions",
                                        "CON01 on cache-*: shared with the shop until 2027",
                                        FILE + ":9:5"))));
    }

    @Test
    @DisplayName("mistakes, with their places and what to write instead")
    void validate() {
        Golden.looks(
                "context-validate",
                ContextViews.validation(),
                new ContextViews.Validation(
                        List.of(FILE),
                        2,
                        List.of(
                                new ContextViews.Problem(
                                        FILE + ":3:8", "there is no dialect 'chatt'", "chat, raw, socketio"),
                                new ContextViews.Problem(
                                        FILE + ":5:16",
                                        "a literal password; secrets are only referred to",
                                        "password: { env: VARIABLE }, { file: PATH } or { command: 'pass show redis' }"))));
    }
}
