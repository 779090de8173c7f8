package dev.wsctl.cli.render;

import static dev.wsctl.cli.model.evidence.Evidences.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Comparing;
import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.model.Captured;
import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Comparison;
import dev.wsctl.cli.model.Comparison.FigureChange;
import dev.wsctl.cli.model.Instances;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.Evidences;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("N3 two captures compared")
class DoctorDiffViewsTest {
    private static final Views<Comparison> VIEWS = DoctorDiffViews.all(Severity.WARNING);
    private static final List<String> CODES = List.of("RED01", "DEL22", "DEL23", "SLO01", "SLO05", "CON01", "CON05");

    private static Comparison compare(Evidence before, Evidence after) {
        // A few of the checks, so that a new one does not change what these files show.
        Doctor doctor = new Doctor(
                Catalogue.CHECKS.stream()
                        .filter(check -> CODES.contains(check.rule().code()))
                        .toList(),
                Limits.DEFAULT,
                List.of());
        return Comparing.of(
                before,
                doctor.diagnose(before).from(new Captured("before.json", Duration.ofHours(3), "1.0", false)),
                after,
                doctor.diagnose(after).from(new Captured("after.json", Duration.ofMinutes(2), "1.0", false)));
    }

    private static Evidences busy() {
        return well().info("total_commands_processed:1000\nused_memory:50000000")
                .subscribers("id=8 name=chat:a:sub sub=12 omem=9100000")
                .heartbeats(Instances.well("a"), Instances.well("b"));
    }

    private static Comparison trouble() {
        return compare(
                busy().infoAfter("total_commands_processed:3000").evidence(),
                busy().infoAfter("total_commands_processed:21000\nrejected_connections:3\nused_memory:95000000")
                        .subscribers("id=9 name=chat:a:sub sub=12 omem=33100000")
                        .config("client-output-buffer-limit", "normal 0 0 0 slave 0 0 0 pubsub 16777216 8388608 60")
                        .heartbeats(Instances.well("a"))
                        .evidence());
    }

    private static List<String> codes(List<CodedFinding> findings) {
        return findings.stream().map(CodedFinding::code).toList();
    }

    @Test
    @DisplayName("tell what is new, worse and gone, and which figures and settings changed; in 80 columns")
    void human() {
        Golden.looks("doctor-diff", VIEWS, trouble());
    }

    @Test
    @DisplayName("and equal are told in few words")
    void nothingNew() {
        Evidence same = busy().evidence();
        Golden.looks("doctor-diff-same", VIEWS, compare(same, same));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "JUNIT", "TAP", "GITHUB"})
    @DisplayName("for programs")
    void forPrograms(Format format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        VIEWS.write(trouble(), format, new Page(out, 80, false, Page.Detail.NORMAL), out);
        Golden.matches("doctor-diff." + format.option(), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("fail a build for what is new or worse, not for what was there")
    void onlyWhatIsNewFails() {
        Evidence ill = busy().infoAfter("rejected_connections:3").evidence();
        Evidence fine = busy().evidence();
        assertThat(compare(fine, ill).status(Severity.WARNING)).isEqualTo(Status.CRITICAL);
        assertThat(compare(ill, ill).status(Severity.INFO)).isEqualTo(Status.OK);
        Comparison healed = compare(ill, fine);
        assertThat(healed.status(Severity.INFO)).isEqualTo(Status.OK);
        assertThat(codes(healed.gone())).containsExactly("CON01");
    }

    @Test
    @DisplayName("a client that came back on another port is the same client")
    void samePeer() {
        Evidence before = busy().subscribers("id=8 addr=10.0.0.7:1000 name=chat:a:sub sub=1 omem=9100000")
                .evidence();
        Evidence after = busy().subscribers("id=9 addr=10.0.0.7:2000 name=chat:a:sub sub=1 omem=9100000")
                .evidence();
        Comparison same = compare(before, after);
        assertThat(same.appeared()).isEmpty();
        assertThat(same.gone()).isEmpty();
    }

    @Test
    @DisplayName("a finding whose check can no longer be made is not gone, but unknown")
    void notJudgedAnyMore() {
        Evidence before = busy().infoAfter("rejected_connections:3").evidence();
        Comparison blind =
                compare(before, busy().without("rejected_connections").evidence());
        assertThat(blind.gone()).isEmpty();
        assertThat(blind.status(Severity.CRITICAL)).isEqualTo(Status.UNKNOWN);
        assertThat(Golden.human(VIEWS, blind)).contains("CON01 cannot be judged any more");
    }

    @Test
    @DisplayName("figures that hardly differ are chance; an instance that went is one row")
    void chance() {
        Comparison change = compare(
                busy().info("connected_clients:100").evidence(),
                busy().info("connected_clients:110")
                        .heartbeats(Instances.well("a"))
                        .evidence());
        assertThat(change.figures().stream().filter(FigureChange::matters).map(one -> one.subject() + " " + one.name()))
                .containsExactly("b connections");
    }
}
