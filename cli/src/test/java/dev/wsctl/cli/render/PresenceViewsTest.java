package dev.wsctl.cli.render;

import dev.wsctl.cli.check.PresenceCheck;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.Presences;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceViewsTest {
    @Test
    @DisplayName("presence that is true: a verdict, instances, rooms")
    void well() {
        PresenceReport report = PresenceCheck.judge(
                Presences.report(134, Presences.well("chat-a", 1_234, 1_200), Presences.well("chat-b", 800, 790)));
        Golden.looks("presence-well", PresenceViews.all(), report);
    }

    @Test
    @DisplayName("E4 presence that is not true, on 80 and 120 columns and as wsctl/presence/v1")
    void trouble() {
        PresenceReport report = PresenceCheck.judge(Presences.report(
                -1, Presences.well("chat-a", 12, 40), Presences.dying("chat-b"), Presences.dead("chat-c")));
        Golden.looks("presence-trouble", PresenceViews.all(), report);
        Golden.matches("presence.json", Golden.json(PresenceViews.all(), report));
    }
}
