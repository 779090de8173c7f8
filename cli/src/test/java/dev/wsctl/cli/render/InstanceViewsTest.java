package dev.wsctl.cli.render;

import static dev.wsctl.cli.model.Instances.ill;
import static dev.wsctl.cli.model.Instances.registry;
import static dev.wsctl.cli.model.Instances.unreadable;
import static dev.wsctl.cli.model.Instances.well;

import dev.wsctl.cli.check.InstanceCheck;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.Instances;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstanceViewsTest {
    @Test
    @DisplayName("instances that are well: a verdict and a table")
    void wellIsShort() {
        InstanceReport report = InstanceCheck.judge(registry(2, well("chat-a"), well("chat-b")), null);
        Golden.looks("instances-well", InstanceViews.all(), report);
    }

    @Test
    @DisplayName("E11 instances in trouble, with what to try; also as wsctl/instances/v1")
    void trouble() {
        InstanceReport report =
                InstanceCheck.judge(registry(4, well("chat-a"), ill("chat-b", 12), unreadable("chat-c")), null);
        Golden.looks("instances-trouble", InstanceViews.all(), report);
        Golden.looks("instances-verbose", InstanceViews.all().human(), report, Page.Detail.VERBOSE);
        Golden.matches("instances.json", Golden.json(InstanceViews.all(), report));
    }

    @Test
    @DisplayName("none under this prefix, but some under another")
    void elsewhere() {
        InstanceReport report =
                InstanceCheck.judge(registry(Instances.TIME, null, Map.of("shop", 3L, "game", 1L)), null);
        Golden.looks("instances-elsewhere", InstanceViews.all(), report);
    }
}
