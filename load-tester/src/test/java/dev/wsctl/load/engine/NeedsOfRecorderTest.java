package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.preflight.Needs;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a recorder of measurements takes")
class NeedsOfRecorderTest {

    @Test
    @DisplayName("N4 is what the preflight says of a stage and of a pair of targets")
    void isWhatThePreflightSays() {
        Recorder recorder = new Recorder(2, 1);
        recorder.delivered(1, Duration.ofMinutes(1).toNanos(), 0);
        StageFigures stage = recorder.stages[0];

        assertThat((long) stage.corrected.getEstimatedFootprintInBytes()
                        + stage.service.getEstimatedFootprintInBytes()
                        + stage.sendLag.getEstimatedFootprintInBytes())
                .isBetween(Needs.STAGE_BYTES * 9 / 10, Needs.STAGE_BYTES);
        assertThat((long) recorder.pair(1).getEstimatedFootprintInBytes())
                .isBetween(Needs.PAIR_BYTES * 8 / 10, Needs.PAIR_BYTES);
    }
}
