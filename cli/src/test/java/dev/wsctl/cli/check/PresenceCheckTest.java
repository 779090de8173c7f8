package dev.wsctl.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.PresenceReport.Instance;
import dev.wsctl.cli.model.Presences;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceCheckTest {
    private static PresenceReport judge(Instance... instances) {
        return PresenceCheck.judge(Presences.report(-1, instances));
    }

    private static List<String> titles(PresenceReport report) {
        return report.findings().stream().map(Finding::title).toList();
    }

    @Test
    @DisplayName("E4 presence that matches the heartbeats is OK, also where a client has several connections")
    void whatMatchesIsWell() {
        assertThat(judge(Presences.well("a", 40, 40), Presences.well("b", 60, 30))
                        .findings())
                .isEmpty();
    }

    @Test
    @DisplayName("E4 more clients than connections: some of them are gone")
    void ghostsAreTold() {
        PresenceReport report = judge(Presences.well("a", 100, 140));
        assertThat(report.status()).isEqualTo(Status.WARNING);
        assertThat(titles(report)).singleElement().asString().startsWith("140 clients are present on a");
        assertThat(judge(Presences.well("a", 100, 110)).findings()).isEmpty();
    }

    @Test
    @DisplayName("E4 an instance with connections of which nobody is present")
    void missingPresenceIsTold() {
        Instance silent = new Instance("a", Duration.ofSeconds(1), 50L, Duration.ofSeconds(1), 0, 0, 0, 0);
        assertThat(titles(judge(silent))).singleElement().asString().contains("nobody of them is present");
    }

    @Test
    @DisplayName("E6 what an instance that is gone left behind, before and after it should have been removed")
    void leftoversAreTold() {
        assertThat(titles(judge(Presences.dying("a"), Presences.well("b", 9, 9))))
                .singleElement()
                .asString()
                .startsWith("42 clients are present on a, which has no heartbeat");
        assertThat(titles(judge(Presences.dead("a"))))
                .singleElement()
                .asString()
                .startsWith("17 entries of a");
        Instance registered = new Instance("a", null, null, Duration.ofSeconds(80), 0, 0, 0, 0);
        assertThat(titles(judge(registered))).singleElement().asString().contains("silent for 80 s");
    }

    @Test
    @DisplayName("E6 an instance that lives and is not registered")
    void theUnregisteredIsTold() {
        Instance stranger = new Instance("a", Duration.ofSeconds(1), 3L, null, 0, 3, 0, 0);
        assertThat(titles(judge(stranger))).singleElement().asString().contains("not in the registry");
    }

    @Test
    @DisplayName("nothing at all is no health: UNKNOWN")
    void nothingIsUnknown() {
        assertThat(judge().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    @DisplayName("with a part of a cluster away nobody is accused of being gone: not everything could be read, exit 3")
    void absenceInACutViewSaysNothing() {
        PresenceReport whole =
                Presences.report(-1, Presences.dying("a"), new Instance("b", Duration.ZERO, 40L, null, 0, 0, 0, 0));
        assertThat(PresenceCheck.judge(whole).status()).isEqualTo(Status.WARNING);

        PresenceReport cut =
                PresenceCheck.judge(Presences.cut(whole, "127.0.0.1:7001 gave no answer to SCAN within 1 s"));
        assertThat(cut.status()).isEqualTo(Status.UNKNOWN);
        assertThat(titles(cut)).containsExactly("not everything could be read");
    }
}
