package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.lossy;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.report.LoadReport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same job against the same seeded mischief, done by the load tester and by another client, counted three times. */
class CrossCheckIT {

    private static final int MEMBERS = 30;
    private static final int ROOMS = 3;
    /** Four messages of each member: all senders send equally often, and an even number of times. */
    private static final int MESSAGES = 4 * MEMBERS;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    @DisplayName("N4 load tester, Tyrus client and the server's own account agree on every count")
    void allAgreeOnEveryCount(long seed) throws Exception {
        Mischief.Counts measured;
        Mischief mischief = new Mischief(seed);
        try (FixtureServer server = new FixtureServer(mischief)) {
            mischief.by(server);
            LoadReport report = run(lossy(server.url())
                    .connections(MEMBERS)
                    .rooms(ROOMS)
                    .ratePerSecond(MESSAGES)
                    .messageLimit(MESSAGES));
            LoadReport.Messages found = report.messages();
            assertThat(found.sent()).isEqualTo(MESSAGES);
            assertThat(found.expected()).isEqualTo(server.pairs());
            measured = new Mischief.Counts(
                    found.delivered(), found.lost(), found.duplicated(), found.reordered(), found.misrouted());
            assertThat(measured).isEqualTo(mischief.counts());
        }

        Mischief again = new Mischief(seed);
        try (FixtureServer server = new FixtureServer(again)) {
            again.by(server);
            assertThat(new TyrusJob(server.url(), MEMBERS, ROOMS, MESSAGES).carryOut(server::pairs, again::counts))
                    .isEqualTo(measured);
        }
        assertThat(measured.lost()).isPositive();
        assertThat(measured.duplicated()).isPositive();
        assertThat(measured.reordered()).isPositive();
        assertThat(measured.misrouted()).isPositive();
    }
}
