package dev.wsctl.cli.demo;

import dev.wsctl.cli.render.Golden;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NarratorTest {
    @Test
    @DisplayName("the demo's story breaks its commands so that they can be copied, at 80 columns and at 120")
    void bothWidths() {
        Golden.matches("demo.txt", told(80));
        Golden.matches("demo-120.txt", told(120));
    }

    private static String told(int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Narrator narrator = new Narrator(
                new Terminal(out, out, false, width), new Page(out, width, false, Page.Detail.NORMAL), false);
        narrator.line("wsctl demo  one Redis, three chat servers, real clients, one fault");
        narrator.result(true, "instance a         ws://127.0.0.1:35221/ws");
        narrator.heading("Does every message reach every instance?");
        narrator.command(
                "wsctl",
                List.of(
                        "verify",
                        "ws://127.0.0.1:35221/ws",
                        "ws://127.0.0.1:43039/ws",
                        "ws://127.0.0.1:40169/ws",
                        "--threshold",
                        "p99<250ms"));
        narrator.output("OK  9 pairs of 3 instances deliver\n");
        narrator.heading("Now instance c loses Redis: its connections are cut, for real");
        narrator.raw("{\"status\":\"unhealthy\",\"redis_enabled\":true,\"error\":\"connection closed by Redis or the"
                + " network\",\"since\":\"2026-11-21T14:03:07Z\"}");
        narrator.result(false, "instance c does not notice");
        narrator.note("Redis itself is well: the fault lies between it and one instance. Which?");
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
