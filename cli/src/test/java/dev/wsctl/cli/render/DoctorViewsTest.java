package dev.wsctl.cli.render;

import static dev.wsctl.cli.model.evidence.Evidences.well;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.check.doctor.Rule;
import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Suppression;
import dev.wsctl.cli.model.evidence.Evidences;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("N3 a diagnosis")
class DoctorViewsTest {
    private static final Views<Diagnosis> VIEWS = DoctorViews.all(Severity.WARNING);

    private static Diagnosis diagnose(Evidences evidences, Suppression... suppressions) {
        // A few of the checks, so that a new one does not change what these files show.
        List<String> codes = List.of("RED01", "DEL23", "SLO01", "SLO04", "SLO05", "CON01");
        return new Doctor(
                        Catalogue.CHECKS.stream()
                                .filter(check -> codes.contains(check.rule().code()))
                                .toList(),
                        Limits.DEFAULT,
                        List.of(suppressions))
                .diagnose(evidences.evidence());
    }

    private static Diagnosis trouble() {
        return diagnose(well().infoAfter("rejected_connections:3")
                .info("evicted_clients:1")
                .subscribersBefore("id=7 name=chat:b:sub sub=12", "id=8 name=chat:a:sub sub=12 omem=9000000")
                .subscribersAfter("id=9 name=chat:b:sub sub=12", "id=8 name=chat:a:sub sub=12 omem=9100000"));
    }

    private static String print(Diagnosis diagnosis, Format format, Page.Detail detail) {
        return print(diagnosis, format, detail, 80);
    }

    private static String print(Diagnosis diagnosis, Format format, Page.Detail detail, int columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        VIEWS.write(diagnosis, format, new Page(out, columns, false, detail), out);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("of a Redis that is well takes two lines")
    void wellIsShort() {
        Golden.looks("doctor-well", VIEWS, diagnose(well()));
    }

    @Test
    @DisplayName("of one that is not says what to do first, and fits 80 columns")
    void trouble80() {
        Golden.looks("doctor-trouble", VIEWS, trouble());
    }

    @Test
    @DisplayName("in full also shows limits, what is merely worth knowing, what was suppressed and what was skipped")
    void verbose() {
        Diagnosis diagnosis = diagnose(
                well().configDenied().infoAfter("rejected_connections:3").info("evicted_clients:1"),
                new Suppression("CON01", "*", "known", null));
        Golden.matches("doctor-verbose.txt", print(diagnosis, Format.HUMAN, Page.Detail.VERBOSE));
        Golden.matches("doctor-verbose-120.txt", print(diagnosis, Format.HUMAN, Page.Detail.VERBOSE, 120));
    }

    @Test
    @DisplayName("that could not be made says why")
    void unknown() {
        Golden.looks(
                "doctor-unknown",
                VIEWS,
                diagnose(well().trouble(
                                "user ada on 127.0.0.1:6379 may not use INFO; try: ACL SETUSER ada +info", true)));
    }

    @Test
    @DisplayName("names the frameworks that were recognised")
    void frameworks() {
        Diagnosis diagnosis = new Doctor(List.of(), Limits.DEFAULT, List.of())
                .diagnose(well().evidence()
                        .withFrameworks(
                                List.of(
                                        framework("Socket.IO", Count.of(3), Count.of(2), Count.unknown("not in Redis")),
                                        framework(
                                                "Django Channels",
                                                Count.atLeast(2, "killed ones included"),
                                                Count.unknown("no probe"),
                                                Count.of(12))),
                                List.of()));
        Golden.looks("doctor-frameworks", VIEWS, diagnosis);
    }

    private static Framework framework(String name, Count instances, Count responding, Count kept) {
        return new Framework(name, "", Confidence.HIGH, "channels", instances, responding, kept, kept, kept, List.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "JUNIT", "TAP", "GITHUB", "NAGIOS", "PROMETHEUS"})
    @DisplayName("for programs")
    void forPrograms(Format format) {
        Golden.matches("doctor." + format.option(), print(trouble(), format, Page.Detail.NORMAL));
    }

    @Test
    @DisplayName("is explained, one finding in full, several in a line each")
    void explained() {
        List<Rule> several =
                Stream.of("SLO01", "SLO02", "CON01").map(Catalogue::rule).toList();
        Golden.looks("explain-several", ExplainViews.all(), several);
        Rule rule = Catalogue.rule("SLO01");
        Golden.looks("explain", ExplainViews.all(), List.of(rule));
        Golden.matches("explain.json", Golden.json(ExplainViews.all(), List.of(rule)));
    }
}
