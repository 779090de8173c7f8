package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.check.ReplayCheck;
import dev.wsctl.cli.model.ReplayReport;
import dev.wsctl.cli.model.ReplayReport.Trimmed;
import dev.wsctl.cli.model.Replays;
import dev.wsctl.cli.model.Status;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayViewsTest {
    private static final Views<ReplayReport> VIEWS = ReplayViews.all(ZoneOffset.UTC);

    @Test
    @DisplayName("messages, encrypted ones and gaps, trimmed; control characters come through in no format")
    void trouble() {
        ReplayReport report = ReplayCheck.judge(
                Replays.report(4_711, Trimmed.YES, true, Replays.MESSAGE, Replays.SEALED, Replays.GAP));
        assertThat(report.status()).isEqualTo(Status.WARNING);
        Golden.looks("replay-trouble", VIEWS, report);
        String json = Golden.json(VIEWS, report);
        Golden.matches("replay.json", json);
        assertThat(json + Golden.human(VIEWS, report)).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    @Test
    @DisplayName("no stream is UNKNOWN, with what records one")
    void noStream() {
        ReplayReport report = ReplayCheck.judge(Replays.report(0, Trimmed.NO, false));
        assertThat(report.status()).isEqualTo(Status.UNKNOWN);
        Golden.looks("replay-none", VIEWS, report);
    }
}
