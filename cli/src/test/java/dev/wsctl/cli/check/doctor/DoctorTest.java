package dev.wsctl.cli.check.doctor;

import static dev.wsctl.cli.model.evidence.Evidences.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Suppression;
import dev.wsctl.cli.model.evidence.Evidences;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N3 the doctor")
class DoctorTest {
    private static final Evidences REFUSING = well().infoAfter("rejected_connections:3");

    private static Diagnosis diagnose(Evidences evidences, Suppression... suppressions) {
        return new Doctor(Limits.DEFAULT, List.of(suppressions)).diagnose(evidences.evidence());
    }

    @Test
    @DisplayName("finds nothing wrong with a Redis that is well")
    void nothingWrongWithOneThatIsWell() {
        Diagnosis diagnosis = diagnose(well());
        assertThat(diagnosis.status()).isEqualTo(Status.OK);
        assertThat(diagnosis.findings()).isEmpty();
    }

    @Test
    @DisplayName("LAT05 tells that Redis waited for the disk while we watched, and nothing of what it waited before")
    void waitingForTheDisk() {
        Evidences before = well().config("appendfsync", "everysec").info("""
                rdb_last_bgsave_status:ok
                aof_enabled:1
                aof_last_write_status:ok
                aof_delayed_fsync:3
                """);
        assertThat(diagnose(before).findings()).isEmpty();

        CodedFinding finding =
                diagnose(before.infoAfter("aof_delayed_fsync:5")).findings().get(0);
        assertThat(finding.code()).isEqualTo("LAT05");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title()).isEqualTo("Redis waited for the disk 2 times while we watched");
        assertThat(finding.evidence()).isEqualTo("aof_delayed_fsync +2 in 2 s");
    }

    @Test
    @DisplayName("says what, by which evidence, measured by what, whom it hits and what to type")
    void aFindingSaysEverything() {
        CodedFinding finding = diagnose(REFUSING).findings().get(0);
        assertThat(finding.code()).isEqualTo("CON01");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.subject()).isEqualTo("127.0.0.1:6379");
        assertThat(finding.evidence()).isEqualTo("rejected_connections +3 in 2 s, 3 since start");
        assertThat(finding.threshold()).contains("rejected_connections").contains("maxclients");
        assertThat(finding.remedy())
                .anySatisfy(
                        step -> assertThat(step).startsWith("redis-cli -h 127.0.0.1 -p 6379 config set maxclients"));
        assertThat(finding.affects()).isNotEmpty();
    }

    @Test
    @DisplayName("skips what it cannot judge, with the reason, and does not call it well")
    void whatItCannotJudgeIsSkipped() {
        Diagnosis diagnosis = diagnose(well().configDenied().without("evicted_clients"));
        assertThat(diagnosis.skipped())
                .contains(new Outcome.Skipped("SLO01", "user ada on 127.0.0.1:6379 may not use CONFIG GET"))
                .contains(new Outcome.Skipped("SLO05", "INFO of this Redis has no field evicted_clients"));
        assertThat(diagnosis.status()).isEqualTo(Status.OK);
    }

    @Test
    @DisplayName("is never content when something essential could not be read")
    void essentialGapsAreUnknown() {
        Diagnosis refused = diagnose(well().trouble("user ada may not use INFO", true));
        assertThat(refused.status()).isEqualTo(Status.UNKNOWN);
        assertThat(refused.status(Severity.CRITICAL)).isEqualTo(Status.UNKNOWN);
        assertThat(refused.findings()).isEmpty();
        Diagnosis silent = diagnose(well().trouble("127.0.0.1:6379 gave no answer to INFO within 5 s", false));
        assertThat(silent.status()).isEqualTo(Status.CRITICAL);
        assertThat(silent.findings().get(0).code()).isEqualTo("RED01");
    }

    @Test
    @DisplayName("puts what is worst first, and among equals the cause before what it causes")
    void worstFirst() {
        Diagnosis diagnosis =
                diagnose(well().infoAfter("rejected_connections:3\nrole:slave\nmaster_host:10.0.0.1\nmaster_port:6379")
                        .trouble("127.0.0.1:6380 refused the connection", false));
        assertThat(diagnosis.findings()).extracting(CodedFinding::code).containsExactly("RED01", "CON01", "DEL29");
    }

    @Test
    @DisplayName("DEL29 does not take the greetings of sentinels for an application's messages")
    void sentinelsPublishOnReplicas() {
        Evidences replica = well().info("role:slave\nmaster_host:10.0.0.1\nmaster_port:6379");
        assertThat(diagnose(replica.clients("name=sentinel-f01f39b4-cmd cmd=publish flags=N"))
                        .findings()
                        .get(0)
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(diagnose(replica.clients("name=chat:a:pub cmd=publish flags=N"))
                        .findings()
                        .get(0)
                        .title())
                .startsWith("1 client publishes on a replica");
    }

    @Test
    @DisplayName("leaves out what somebody decided to live with, and says so")
    void suppressedFindingsDoNotCount() {
        Diagnosis diagnosis = diagnose(REFUSING, new Suppression("CON01", "127.0.0.1:*", "known", null));
        assertThat(diagnosis.status()).isEqualTo(Status.OK);
        assertThat(diagnosis.suppressed())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("known"));
        assertThat(diagnose(REFUSING, new Suppression("CON01", "10.*", "elsewhere", null))
                        .status())
                .isEqualTo(Status.CRITICAL);
    }

    @Test
    @DisplayName("takes up again what was suppressed for a time that is over")
    void suppressionsEnd() {
        LocalDate yesterday = LocalDate.parse("2026-11-20");
        assertThat(diagnose(REFUSING, new Suppression("CON01", "*", "known", yesterday))
                        .status())
                .isEqualTo(Status.CRITICAL);
        assertThat(diagnose(REFUSING, new Suppression("CON01", "*", "known", yesterday.plusDays(1)))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    @DisplayName("tells a build what it asked for: from which severity on findings fail it")
    void failOn() {
        Diagnosis warning = diagnose(well().config("client-output-buffer-limit", "pubsub 0 0 0"));
        assertThat(warning.status(Severity.WARNING)).isEqualTo(Status.WARNING);
        assertThat(warning.status(Severity.CRITICAL)).isEqualTo(Status.OK);
        Diagnosis info = diagnose(well().info("rejected_connections:7"));
        assertThat(info.status(Severity.WARNING)).isEqualTo(Status.OK);
        assertThat(info.status(Severity.INFO)).isEqualTo(Status.WARNING);
    }

    @Test
    @DisplayName("counts a restart between the samples from zero")
    void aRestartCountsFromZero() {
        Diagnosis restarted = diagnose(well().info("rejected_connections:100").infoAfter("rejected_connections:2"));
        assertThat(restarted.findings().get(0).title()).startsWith("2 connections refused while we watched");
    }
}
