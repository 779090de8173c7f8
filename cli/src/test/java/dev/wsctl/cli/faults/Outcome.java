package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.report.LoadReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What became of the messages of one trial.
 *
 * @param from since the load began: what was sent before this has nothing to do with the fault
 * @param to nor has what was sent after this
 * @param warnings of the instances, a line each
 */
record Outcome(LoadReport report, List<URI> targets, Duration from, Duration to, String warnings) {

    /** Whatever happens, nothing may come twice, to the wrong room or out of its order. */
    private void assertIntegrity() {
        assertThat(report.messages().sent()).as("messages sent").isGreaterThan(100);
        assertThat(report.messages().duplicated()).as("duplicated: %s", this).isZero();
        assertThat(report.messages().misrouted()).as("misrouted: %s", this).isZero();
        assertThat(report.messages().reordered()).as("reordered: %s", this).isZero();
        assertThat(report.connections().opened())
                .as("members at the end")
                .isEqualTo(report.connections().asked());
    }

    void assertNothingIsLost() {
        assertIntegrity();
        assertThat(report.messages().lost()).as("lost: %s", this).isZero();
    }

    /** Between instances, while the fault lasted: what pub/sub cannot keep. Within an instance nothing is lost. */
    void assertLostBetweenInstancesOnly() {
        assertLostOnly((sender, receiver) -> !sender.equals(receiver));
    }

    /** @param index of the instance to and from which messages may be lost, within it only if it went down with them */
    void assertLostOnlyWith(int index, boolean withinIt) {
        int one = index;
        assertLostOnly(
                (sender, receiver) -> (sender == one || receiver == one) && (withinIt || !sender.equals(receiver)));
    }

    /** To one instance only: its subscription was away, its publishing was not. */
    void assertLostOnlyTo(int index) {
        assertLostOnly((sender, receiver) -> receiver == index && sender != index);
    }

    /** From one instance only: it could not publish, and heard all the same or made up for it. */
    void assertLostOnlyFrom(int index) {
        assertLostOnly((sender, receiver) -> sender == index && receiver != index);
    }

    private void assertLostOnly(BiPredicate<Integer, Integer> mayLose) {
        assertIntegrity();
        List<String> labels = targets.stream().map(URI::toString).toList();
        for (LoadReport.Pair pair : report.matrix()) {
            int sender = labels.indexOf(pair.from());
            int receiver = labels.indexOf(pair.to());
            assertThat(Math.min(sender, receiver)).as("%s is known", pair).isNotNegative();
            if (!mayLose.test(sender, receiver)) {
                assertThat(pair.lost())
                        .as("lost from %s to %s: %s", sender, receiver, this)
                        .isZero();
            }
        }
        for (LoadReport.Stage stage : report.stages()) {
            Duration end = stage.start().plus(stage.length());
            if (end.compareTo(from) < 0 || stage.start().compareTo(to) > 0) {
                assertThat(stage.messages().lost())
                        .as("lost at %s, without a fault: %s", stage.start(), this)
                        .isZero();
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("fault from " + from + " to " + to + ", -Dfaults.seed=" + Trial.SEED);
        for (LoadReport.Stage stage : report.stages()) {
            LoadReport.Messages messages = stage.messages();
            if (messages.lost() + messages.duplicated() + messages.reordered() > 0) {
                text.append("\n  ").append(stage.start()).append(": ").append(messages);
            }
        }
        report.matrix().stream()
                .filter(pair -> pair.lost() + pair.duplicated() + pair.reordered() > 0)
                .forEach(pair -> text.append("\n  ").append(pair));
        return text.append(warnings).toString();
    }
}
