package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.data.CsvFile;
import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.plan.LoadPlanBuilder;
import dev.wsctl.load.plan.MessageShape;
import dev.wsctl.load.plan.MessageSizes;
import dev.wsctl.load.plan.PayloadTemplate;
import dev.wsctl.load.plan.RoomSkew;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.team.LocalWorkers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms, senders and messages are as the plan describes them. */
class ShapeIT {

    @TempDir
    private Path temp;

    private DataRows users() throws Exception {
        StringBuilder rows = new StringBuilder("name,token\n");
        for (int i = 0; i < 30; i++) {
            rows.append("\"user \"\"").append(i).append("\"\"\",t/").append(i).append("\n");
        }
        return CsvFile.read(Files.writeString(temp.resolve("users.csv"), rows), 30);
    }

    private static LoadPlanBuilder brief(URI target) {
        return plan(target).duration(Duration.ofMillis(400));
    }

    @Test
    @DisplayName("N4 a payload of the user's own, rows of data in URL, header and message, and every message is found")
    void payloadsAndData() throws Exception {
        PayloadTemplate template = PayloadTemplate.parse(
                "{\"by\":\"{data.name}\",\"seq\":{seq},\"at\":{timestamp},\"dice\":{random:1..6},\"room\":\"{room}\","
                        + "\"n\":{n},\"as\":\"{name}\",\"text\":\"{pad}{marker}\"}");
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING)) {
            URI target = URI.create(server.url() + "?token=%7Bdata.token%7D");
            LoadReport report = run(brief(target)
                    .header("Authorization", "Bearer {data.token}")
                    .message(new MessageShape(MessageSizes.parse("300-400"), template, users(), false)));

            assertThat(report.messages().delivered()).isEqualTo(400);
            assertThat(report.messages().lost()).isZero();
            assertThat(server.handshakes)
                    .hasSize(30)
                    .allSatisfy(handshake -> assertThat(handshake.requestUri()).matches(".*token=t%2F\\d+&room=.*"))
                    .allSatisfy(
                            handshake -> assertThat(handshake.requestHeaders().get("Authorization"))
                                    .matches("Bearer t/\\d+"));
            Set<String> names = new HashSet<>();
            for (String text : server.texts) {
                JsonNode message = new ObjectMapper().readTree(text);
                assertThat(text.length()).isBetween(300, 400);
                assertThat(message.path("by").asText())
                        .isEqualTo("user \"" + message.path("n").asInt() + "\"");
                assertThat(message.path("dice").asInt()).isBetween(1, 6);
                assertThat(message.path("as").asText())
                        .endsWith("-n" + message.path("n").asInt());
                assertThat(message.path("room").asText())
                        .endsWith("-" + message.path("n").asInt() % 3);
                assertThat(System.currentTimeMillis() - message.path("at").asLong())
                        .isBetween(0L, 600_000L);
                names.add(message.path("by").asText());
            }
            assertThat(names).as("every client with its own row").hasSize(30);
        }
    }

    @Test
    @DisplayName("N4 with a row for every message, all rows are taken before one comes again")
    void aRowForEveryMessage() throws Exception {
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING)) {
            run(brief(server.url())
                    .connections(5)
                    .rooms(1)
                    .ratePerSecond(75)
                    .message(new MessageShape(
                            MessageSizes.fixed(100), PayloadTemplate.parse("{data.name} {marker}"), users(), true)));

            assertThat(server.texts).hasSize(30);
            assertThat(new HashSet<>(server.texts.stream()
                            .map(text -> text.substring(0, text.lastIndexOf(' ')))
                            .toList()))
                    .hasSize(30);
        }
    }

    @Test
    @DisplayName("N4 skewed rooms with few senders: every delivery is found, by one process and by two")
    void skewedRoomsWithFewSenders() throws Exception {
        LoadReport.Messages alone;
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING)) {
            alone = run(skewed(server)).messages();
            assertThat(new HashSet<>(server.senders)).hasSizeBetween(3, 8);
        }
        try (OptionServer server = new OptionServer(OptionServer.Offer.NOTHING);
                LocalWorkers workers = LocalWorkers.start(2)) {
            LoadReport together = new LoadTest().run(skewed(server).build(), LoadListener.NONE, workers);

            assertThat(together.messages()).isEqualTo(alone);
            assertThat(alone.lost()).isZero();
            assertThat(alone.delivered()).isGreaterThan(40L * 3);
        }
    }

    private static LoadPlanBuilder skewed(OptionServer server) {
        return brief(server.url()).rooms(4).skew(new RoomSkew(1.2)).senderShare(0.1);
    }
}
