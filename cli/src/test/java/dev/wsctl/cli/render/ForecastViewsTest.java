package dev.wsctl.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.ChatDialect;
import dev.wsctl.load.plan.ClientNetwork;
import dev.wsctl.load.plan.ClientTls;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.RoomSkew;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.preflight.Forecast;
import dev.wsctl.load.preflight.Headcount;
import dev.wsctl.load.preflight.Machine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A load test's forecast")
class ForecastViewsTest {
    private static final Machine USUAL = new Machine(
            OptionalLong.of(20_000),
            OptionalLong.of(20_000),
            OptionalLong.of(28_232),
            OptionalLong.of(4_096),
            OptionalLong.of(8L << 30),
            512L << 20,
            4);
    private static final Machine SMALL = new Machine(
            OptionalLong.of(1_024),
            OptionalLong.of(4_096),
            OptionalLong.of(28_232),
            OptionalLong.of(64),
            OptionalLong.empty(),
            64L << 20,
            2);

    private static LoadPlanBuilder plan() {
        return LoadPlan.builder(
                new ChatDialect(),
                List.of(URI.create("ws://10.0.0.1:8001/ws?token=geheim"), URI.create("ws://10.0.0.2:8001/ws")));
    }

    private static Forecast fits() {
        LoadPlan plan = plan().connections(1_000)
                .rooms(20)
                .stages(List.of(
                        Stage.even("warm-up", Stage.Kind.WARM_UP, Duration.ofSeconds(2), 100),
                        new Stage(
                                "climb", Stage.Kind.RAMP, Duration.ofSeconds(60), 100, 500, java.util.Optional.empty()),
                        Stage.even("hold", Stage.Kind.HOLD, Duration.ofSeconds(30), 500)))
                .build();
        return Forecast.of("", plan, Headcount.ALONE, USUAL);
    }

    private static Forecast tooMuch() {
        LoadPlan plan = plan().connections(30_000)
                .rooms(300)
                .skew(new RoomSkew(1))
                .inFlight(4)
                .network(new ClientNetwork("", true, ClientTls.USUAL, List.of()))
                .build();
        return Forecast.of("after", plan, Headcount.local(2), SMALL);
    }

    @Test
    @DisplayName("N4 leads with whether it fits, tells what it would do and take, and every limit")
    void isPinned() {
        Golden.looks("loadtest-plan-fits", ForecastViews.views(), fits());
        Golden.looks("loadtest-plan-too-much", ForecastViews.views(), tooMuch());
        Golden.matches("loadtest-plan-fits.json", Golden.json(ForecastViews.views(), fits()));
        Golden.matches("loadtest-plan-too-much.json", Golden.json(ForecastViews.views(), tooMuch()));
    }

    @Test
    @DisplayName("shows no token, and fits 80 columns")
    void showsNoToken() {
        for (Forecast forecast : List.of(fits(), tooMuch())) {
            String text = Golden.human(ForecastViews.views().human(), forecast);
            assertThat(text).doesNotContain("geheim").contains("ws://10.0.0.1:8001/ws?token=***");
            assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
            assertThat(Golden.json(ForecastViews.views(), forecast)).doesNotContain("geheim");
        }
    }
}
