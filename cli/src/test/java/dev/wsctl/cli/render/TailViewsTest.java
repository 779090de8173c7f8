package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.check.TailCheck;
import dev.wsctl.cli.model.LiveMessage;
import dev.wsctl.cli.model.Payload;
import dev.wsctl.cli.model.Payload.Encoding;
import dev.wsctl.cli.model.Published;
import dev.wsctl.cli.model.TailSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TailViewsTest {
    private static final Instant TIME = Instant.parse("2026-11-21T10:00:01.042Z");

    private static TailSummary summary(List<String> gaps, String stopped) {
        return TailCheck.judge(new TailSummary(
                "redis://127.0.0.1:6379/0",
                List.of("chat:*"),
                Duration.ofSeconds(12),
                4_711,
                1_234_567,
                1_200,
                1_000,
                200,
                gaps.isEmpty() ? 0 : 3,
                List.of(
                        new TailSummary.Channel("chat:lobby", 4_700, 1_230_000),
                        new TailSummary.Channel("chat:evil\u001b[2J", 11, 4_567)),
                2,
                gaps,
                stopped,
                "",
                List.of()));
    }

    @Test
    @DisplayName(
            "a message on one line of 80 and 120 columns, unable to steer the terminal; also as an event of wsctl/tail/v1")
    void aMessageOnOneLine() {
        LiveMessage message = new LiveMessage(
                TIME,
                "127.0.0.1:6379",
                "chat:lobby",
                false,
                97,
                new Payload(
                        "wsctl server",
                        Encoding.JSON,
                        "chat_message",
                        "lobby",
                        "api-1",
                        "{\"type\":\"chat_message\",\"text\":\"red \u001b[31m \u009b2J \u202e and long enough to be cut "
                                + "off somewhere\"}"));
        Views<LiveMessage> views = TailViews.messages(ZoneOffset.UTC);
        Golden.looks("tail-message", views, message);
        Golden.matches("tail-message-whole.transcript", Golden.human(views.human(), message, 80, Page.Detail.VERBOSE));
        Golden.matches("tail-message.json", Golden.json(views, message));
        assertThat(Golden.human(views, message) + Golden.json(views, message))
                .doesNotContain("\u001b")
                .doesNotContain("\u009b")
                .doesNotContain("\u202e");
    }

    @Test
    @DisplayName("what came in the end, well and with gaps")
    void theEnd() {
        Golden.looks("tail-well", TailViews.summary(), summary(List.of(), ""));
        TailSummary trouble = summary(
                List.of("the connection to 127.0.0.1:6379 was lost; nothing was heard for 2.3 s"),
                "127.0.0.1:6379 held 1953 KiB for us that had not been read, more than 1024 KiB");
        Golden.looks("tail-trouble", TailViews.summary(), trouble);
        Golden.matches("tail.json", Golden.json(TailViews.summary(), trouble));
    }

    @Test
    @DisplayName("what was published, what would be, and what nobody heard")
    void published() {
        Published heard = new Published(
                "redis://127.0.0.1:6379/0", "chat:lobby", false, false, "wsctl-1-2-3", "{}", true, 61, 3, false);
        Golden.looks("publish", PublishViews.all(), heard);
        Golden.matches("publish.json", Golden.json(PublishViews.all(), heard));
        Golden.looks(
                "publish-dry-run",
                PublishViews.all(),
                new Published("redis://127.0.0.1:6379/0", "chat:{a}", true, true, "", "hello", false, 5, 2, true));
        Golden.looks(
                "publish-nobody",
                PublishViews.all(),
                new Published("redis://127.0.0.1:6379/0", "my:channel", true, true, "", "hello", false, 5, 0, false));
    }
}
