package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A generator that can't keep up says so, rather than something about the server. */
class OverloadIT {

    private static final int FLOOD_BYTES = 1 << 20;

    /** Empty text frames: a memory copy for who sends them, and a parser's turn each for who reads them. */
    private static ByteBuf flood() {
        ByteBuf frames = Unpooled.directBuffer(FLOOD_BYTES);
        while (frames.isWritable(2)) {
            frames.writeByte(0x81).writeByte(0);
        }
        return Unpooled.unreleasableBuffer(frames).asReadOnly();
    }

    @Test
    @DisplayName("N4 more than the generator can read is INVALID, not FAILED: 100s of megabytes beside the messages")
    void moreThanCanBeReadIsInvalid() {
        ByteBuf flood = flood();
        try (FixtureServer server = new FixtureServer(parcel -> {
            parcel.member().pipeline().firstContext().writeAndFlush(flood.duplicate());
            parcel.deliver();
        })) {
            LoadReport report = run(plan(server.url())
                    .connections(4)
                    .rooms(1)
                    .ratePerSecond(400)
                    .duration(Duration.ofSeconds(1))
                    .deliveryDeadline(Duration.ofMillis(500)));

            assertThat(report.verdict()).as(report.reasons().toString()).isEqualTo(Verdict.INVALID);
            assertThat(report.generator().invalidReasons())
                    .anyMatch(reason -> reason.startsWith("the generator read late")
                            || reason.startsWith("the generator was still reading"));
        }
    }

    @Test
    @DisplayName("N4 a slow server is not taken for a slow generator")
    void aSlowServerIsNotTakenForASlowGenerator() {
        try (FixtureServer server = new FixtureServer(parcel -> parcel.member()
                .eventLoop()
                .schedule(parcel::deliver, 300_000 + parcel.nth() * 700, TimeUnit.MICROSECONDS))) {
            LoadReport report = run(plan(server.url()));

            assertThat(report.messages().lost()).isZero();
            assertThat(report.generator().invalidReasons()).noneMatch(reason -> reason.contains("read"));
        }
    }

    @Test
    @DisplayName("N4 a generator that hardly gets any processor time is INVALID")
    void aStarvedGeneratorIsInvalid() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/taskset")) && Files.isExecutable(Path.of("/usr/bin/nice")),
                "NOT SHOWN HERE: a starved generator needs taskset and nice");
        String processor = processor();
        List<Process> hogs = new ArrayList<>();
        try (FixtureServer server = new FixtureServer(FixtureServer.FAITHFUL)) {
            Process generator = new ProcessBuilder(
                            "taskset",
                            "-c",
                            processor,
                            "nice",
                            "-n",
                            "19",
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            GeneratorProcess.class.getName(),
                            server.url().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(generator.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(said.readLine()).isEqualTo("measuring");
                for (int i = 0; i < 3; i++) {
                    hogs.add(hog(processor));
                }
                assertThat(hogs.get(0).waitFor(60, TimeUnit.SECONDS)).isTrue();

                assertThat(said.readLine()).as("verdict").isEqualTo("INVALID");
                assertThat(said.readLine()).as("reasons").contains("the generator");
            } finally {
                generator.destroyForcibly();
            }
        } finally {
            hogs.forEach(Process::destroyForcibly);
        }
    }

    /** The first that this process may use, which need not be the machine's first. */
    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D*(\\d+).*", "$1");
    }

    /** Takes all it can get of a processor for two seconds. */
    private static Process hog(String processor) throws IOException {
        return new ProcessBuilder("taskset", "-c", processor, "timeout", "2", "sh", "-c", "while :; do :; done")
                .start();
    }
}
