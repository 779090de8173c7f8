package dev.wsctl.cli.render;

import dev.wsctl.cli.model.CaptureReport;
import dev.wsctl.cli.model.Status;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CaptureViewsTest {
    private static CaptureReport report(Status status, String... missing) {
        return new CaptureReport(
                "wsctl-capture-20261121T140307Z.json.gz",
                14_336,
                "redis://10.0.0.5:6379/0",
                3,
                1,
                1_204,
                61,
                88_000,
                List.of(missing),
                status);
    }

    @Test
    @DisplayName("what a capture holds, for people and as wsctl/capture-report/v1")
    void complete() {
        Golden.looks("capture", CaptureViews.all(), report(Status.OK));
        Golden.matches("capture.json", Golden.json(CaptureViews.all(), report(Status.OK)));
    }

    @Test
    @DisplayName("what a capture lacks is said, and why")
    void incomplete() {
        Golden.looks(
                "capture-missing",
                CaptureViews.all(),
                report(
                        Status.UNKNOWN,
                        "CLIENT LIST: this user may not run CLIENT LIST, so whom a slow reader belongs to and how many"
                                + " connections an application holds can't be told",
                        "10.0.0.6:6379 refused the connection"));
    }
}
