package dev.wsctl.cli.check.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("N3 the catalogue of findings")
class CatalogueTest {
    @Test
    @DisplayName("has one entry a code, each with all that a reader at night needs")
    void everyRuleIsComplete() {
        assertThat(Catalogue.CHECKS).extracting(check -> check.rule().code()).doesNotHaveDuplicates();
        assertThat(Catalogue.rules()).allSatisfy(rule -> {
            assertThat(rule.code()).matches("[A-Z]{3}[0-9]{2}");
            assertThat(rule.group()).isNotNull();
            assertThat(rule.title()).hasSizeBetween(10, 60);
            assertThat(rule.why()).isNotEmpty();
            assertThat(rule.threshold()).isNotEmpty();
            // In words: who uses wsctl has never seen a list of requirements.
            assertThat(rule.source()).isNotEmpty().doesNotContainPattern("\\b[A-EN][0-9]{1,2}\\b");
            assertThat(rule.remedy()).isNotEmpty();
            assertThat(rule.affects()).isNotEmpty();
        });
    }

    @Test
    @DisplayName("fills every setting into its threshold, and takes every default back as it shows it")
    void settingsAreShownAndTaken() {
        assertThat(Catalogue.rules()).allSatisfy(rule -> {
            assertThat(rule.threshold(Limits.DEFAULT)).doesNotContain("{");
            assertThat(rule.settings()).allSatisfy(setting -> {
                String typed = setting.unit().typed(setting.value());
                Limits set = Limits.DEFAULT.with(rule.code() + "." + setting.name() + "=" + typed);
                assertThat(set.of(rule, setting)).isCloseTo(setting.value(), within(1e-9));
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLO01", "slo01", "slo-001", "slo1", "SLO-1"})
    @DisplayName("knows a code however it is typed")
    void codesAreForgiving(String typed) {
        assertThat(Catalogue.rule(typed).code()).isEqualTo("SLO01");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "SLO01.warning=60%, 0.6, 60 %",
        "slo1.warning=12.5%, 0.125, 12.5 %",
        "DEL22.backlog=8mb, 8388608, 8 MiB",
        "DEL22.backlog=100, 100, 100 B"
    })
    @DisplayName("takes another threshold in the units people write, and shows it")
    void settingsAreParsed(String assignment, double value, String shown) {
        Limits limits = Limits.DEFAULT.with(assignment);
        Rule rule = Catalogue.rule(assignment.substring(0, assignment.indexOf('.')));
        assertThat(limits.of(rule, rule.settings().get(0))).isEqualTo(value);
        assertThat(rule.threshold(limits)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLO01",
                "SLO01=3",
                "SLO01.warning=",
                "SLO01.warning=x%",
                "SLO01.warning=60",
                "SLO01.warning=-5%",
                "SLO01.nothing=1",
                "SLO02.warning=1",
                "XYZ99.warning=5%",
                "DEL22.backlog=3s",
                "DEL22.backlog=NaN"
            })
    @DisplayName("refuses nonsense for a threshold")
    void nonsenseIsRefused(String assignment) {
        assertThatThrownBy(() -> Limits.DEFAULT.with(assignment)).isInstanceOf(IllegalArgumentException.class);
    }
}
