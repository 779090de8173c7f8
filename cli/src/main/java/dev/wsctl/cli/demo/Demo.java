package dev.wsctl.cli.demo;

import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Style;
import dev.wsctl.cli.render.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts a cluster, tells the story on it, and says whether every step held. */
public final class Demo {
    private static final List<String> INSTANCES = List.of("a", "b", "c");
    private static final List<String> NAMES = List.of("ada", "bob", "cleo", "dan", "eva", "fred", "gus", "hana", "ivo");
    private static final List<String> ROOMS = List.of("lobby", "support", "games");

    /** A reader of the story needn't wait longer than necessary for the fault to be noticed. */
    private static final Duration DEGRADED_AFTER = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Page page;
    private final Narrator narrator;
    private final Commands commands;

    /** @param live progress is redrawn in one line */
    public Demo(Terminal terminal, Page page, boolean live, Commands commands) {
        this.terminal = terminal;
        this.page = page;
        this.narrator = new Narrator(terminal, page, live);
        this.commands = commands;
    }

    /**
     * @param keep leave the cluster running afterwards, until the JVM is asked to end
     * @return whether every step held
     */
    public boolean run(boolean keep) throws InterruptedException {
        long from = System.nanoTime();
        narrator.line(
                page.paint(Style.BOLD, "wsctl demo") + "  one Redis, three chat servers, real clients, one fault");
        page.blank();
        try (Cluster cluster =
                narrator.during("starting Redis and three servers", () -> Cluster.start(INSTANCES, DEGRADED_AFTER))) {
            narrator.result(
                    true,
                    "Redis 7.0.15       " + cluster.redis().host() + ":"
                            + cluster.redis().port());
            for (Instance instance : cluster.instances()) {
                narrator.result(true, "instance " + instance.id() + "         " + instance.webSocket());
            }
            List<String> broken;
            try (Guests guests = Guests.invite(NAMES, ROOMS, cluster.instances())) {
                narrator.result(true, guests.size() + " guests           3 rooms, each over all instances");
                Story story = new Story(narrator, commands, cluster, guests);
                broken = story.tell();
                verdict(broken, story.steps(), Duration.ofNanos(System.nanoTime() - from));
                if (keep) {
                    keep(cluster);
                }
            }
            return broken.isEmpty();
        }
    }

    private void verdict(List<String> broken, int steps, Duration took) {
        page.blank();
        if (broken.isEmpty()) {
            narrator.line(
                    page.paint(Style.GOOD, "OK") + "  all " + steps + " steps held, in " + took.toSeconds() + " s");
            return;
        }
        narrator.line(page.paint(Style.BAD, "FAILED") + "  " + broken.size() + " of " + steps + " steps did not hold:");
        broken.forEach(text -> narrator.line("  - " + text));
    }

    private void keep(Cluster cluster) throws InterruptedException {
        page.blank();
        narrator.line("The cluster keeps running; Ctrl-C ends it.");
        narrator.line("  export REDIS_URL=" + cluster.redis().url());
        narrator.line("  wsctl verify " + String.join(" ", cluster.targets()));
        terminal.flush();
        // Nothing counts it down: the shutdown hook of the cluster ends everything.
        new CountDownLatch(1).await();
    }
}
