package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client that could not read for a while")
class AttendanceTest {

    private final Attendance attendance = new Attendance();

    private static long at(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000)).toNanos();
    }

    @Test
    @DisplayName("N5 is well again when something arrives that was sent since it reads again")
    void isWellWhenSomethingNewArrives() {
        attendance.impaired(2, at(10));
        attendance.restored(at(40));
        assertThat(attendance.isRecovering()).isTrue();

        attendance.heard(at(39.9), at(40.1));
        assertThat(attendance.isRecovering()).isTrue();
        attendance.heard(at(40.2), at(40.3));

        assertThat(attendance.isRecovering()).isFalse();
        assertThat(attendance.explains(at(39), 0)).isTrue();
        assertThat(attendance.explains(at(41), 0)).isFalse();
    }

    @Test
    @DisplayName("N5 is not well while it reads what piled up: the server may have given it up after sending that")
    void isNotWellWhileItReadsWhatPiledUp() {
        attendance.impaired(2, at(10));
        attendance.restored(at(40));

        attendance.heard(at(41), at(48));
        attendance.heard(at(45), at(48.1));

        assertThat(attendance.isRecovering()).isTrue();
        assertThat(attendance.impairedIn()).isEqualTo(2);
        attendance.heard(at(48.5), at(48.6));
        assertThat(attendance.isRecovering()).isFalse();
    }

    @Test
    @DisplayName("N5 is as well as it gets where everything is late a minute later")
    void aSlowServerIsNotExcusedForEver() {
        attendance.impaired(2, at(10));
        attendance.restored(at(40));

        for (double sent = 40; sent < 110; sent++) {
            attendance.heard(at(sent), at(sent + 2));
        }

        assertThat(attendance.isRecovering()).isFalse();
    }
}
