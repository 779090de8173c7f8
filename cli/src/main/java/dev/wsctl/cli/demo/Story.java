package dev.wsctl.cli.demo;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.cli.source.RedisLinkProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The demo's story, step by step. A step holds when its command ends and prints as it must; where a fault was made on
 * purpose, that means: when the fault is reported, and by name.
 */
final class Story {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REPEATS = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** A busy machine may cross a latency threshold; that is a remark about the machine, not a failed demo. */
    private static final Set<ExitCode> WELL = Set.of(ExitCode.OK, ExitCode.WARNING);

    private final Narrator narrator;
    private final Commands commands;
    private final Cluster cluster;
    private final Guests guests;
    private final List<String> broken = new ArrayList<>();
    private int steps;

    Story(Narrator narrator, Commands commands, Cluster cluster, Guests guests) {
        this.narrator = narrator;
        this.commands = commands;
        this.cluster = cluster;
        this.guests = guests;
    }

    /** @return what did not hold; nothing if all did */
    List<String> tell() {
        String redis = cluster.redis().url();
        narrator.heading("A message crosses Redis");
        conversation();
        narrator.heading("Is Redis well?");
        wsctl(WELL, "", "health", "--redis", redis);
        narrator.heading("How fast is it?");
        wsctl(WELL, "", "latency", "--redis", redis);
        narrator.heading("Which channels are there, and who subscribes?");
        wsctl(WELL, "chat:lobby", "channels", "--redis", redis);
        wsctl(Set.of(ExitCode.OK), "", "subscribers", "chat:lobby", "--expect", "3", "--redis", redis);
        narrator.heading("Who is connected?");
        wsctl(WELL, "", "sessions", "--redis", redis);
        wsctl(WELL, "", "instances", "--redis", redis);
        narrator.heading("Are the connection pools large enough for 500 users?");
        wsctl(WELL, "", "pool", "--users", "500", "--redis", redis);
        narrator.heading("Does every message reach every instance?");
        wsctl(Set.of(ExitCode.OK), "", verify());
        narrator.heading("Will it hold? 300 people in 15 rooms, 2,000 deliveries a second");
        load();
        fault();
        return broken;
    }

    int steps() {
        return steps;
    }

    private void conversation() {
        List<Guests.Guest> lobby = guests.firstRoom();
        Guests.Guest speaker = lobby.get(0);
        String text = "hello, is anyone here?";
        // Who joins is told so before the instance's subscription has reached Redis: what is said until then stays
        // local.
        String everyone = Integer.toString(cluster.instances().size());
        await(
                "waiting for all instances to subscribe",
                () -> cluster.redis()
                        .command("PUBSUB", "NUMSUB", "chat:" + speaker.room())
                        .endsWith("\n" + everyone));
        guests.say(speaker, text);
        narrator.note(speaker.name() + " on instance " + speaker.instance().id() + ", in #lobby: \"" + text + "\"");
        for (Guests.Guest listener : lobby) {
            if (listener.equals(speaker)) {
                continue;
            }
            boolean heard = await("waiting for " + listener.name(), () -> listener.heard(text));
            check(
                    heard,
                    listener.name() + " on instance " + listener.instance().id()
                            + (heard ? " hears it" : " hears nothing"));
        }
    }

    /** A machine too busy to measure makes a run INVALID, which says nothing about the servers: then it is repeated. */
    private void load() {
        int code = run(loadtest()).code();
        for (int again = 0; again < REPEATS && code == ExitCode.UNKNOWN.code(); again++) {
            narrator.note("This machine was too busy to measure; once more.");
            code = run(loadtest()).code();
        }
        if (code != ExitCode.OK.code()) {
            check(false, "wsctl loadtest ended with exit code " + code);
        } else {
            steps++;
        }
    }

    private void fault() {
        Instance victim = cluster.instances().get(cluster.instances().size() - 1);
        narrator.heading("Now instance " + victim.id() + " loses Redis: its connections are cut, for real");
        victim.relay().cut();
        boolean noticed = await(
                "waiting for instance " + victim.id() + " to notice",
                () -> link(victim).state() == RedisLink.State.UNHEALTHY);
        narrator.command("curl", List.of("-s", victim.health().toString()));
        narrator.raw(get(victim.health()));
        check(noticed, "instance " + victim.id() + (noticed ? " says so itself" : " does not notice"));
        wsctl(WELL, "", "health", "-q", "--redis", cluster.redis().url());
        narrator.note("Redis itself is well: the fault lies between it and one instance. Which?");
        wsctl(Set.of(ExitCode.CRITICAL), victim.address() + " neither hears", verify());
        int present = guests.present();
        check(
                present == guests.size(),
                present + " of " + guests.size() + " guests stayed connected; on instance " + victim.id()
                        + " they hear each other, as before");

        narrator.heading("Redis comes back");
        victim.relay().restore();
        boolean recovered = await(
                "waiting for instance " + victim.id() + " to recover",
                () -> link(victim).state() == RedisLink.State.HEALTHY);
        check(recovered, "instance " + victim.id() + (recovered ? " has recovered by itself" : " does not recover"));
        wsctl(Set.of(ExitCode.OK), "", verify("-q"));
    }

    private String[] verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(options));
        arguments.addAll(cluster.targets());
        return arguments.toArray(String[]::new);
    }

    private String[] loadtest() {
        List<String> arguments = new ArrayList<>(List.of("loadtest"));
        arguments.addAll(cluster.targets());
        arguments.addAll(List.of("--connections", "300", "--rooms", "15", "--rate", "100"));
        arguments.addAll(List.of("--duration", "5s", "--warmup", "1s"));
        // None of latency: see WELL.
        arguments.addAll(List.of("--threshold", "lost==0"));
        return arguments.toArray(String[]::new);
    }

    /** Runs a command and checks its exit code and, unless {@code mustShow} is empty, that it prints this. */
    private void wsctl(Set<ExitCode> expected, String mustShow, String... words) {
        Ran ran = run(words);
        int code = ran.code();
        String output = ran.output();
        boolean asExpected = expected.stream().anyMatch(exit -> exit.code() == code);
        if (!asExpected) {
            check(false, "wsctl " + words[0] + " ended with exit code " + code);
        } else if (!output.contains(mustShow)) {
            check(false, "wsctl " + words[0] + " did not show " + mustShow);
        } else if (!expected.contains(ExitCode.OK)) {
            check(true, "as it must: exit code " + code + ", and the instance is named");
        } else {
            steps++;
        }
    }

    private record Ran(int code, String output) {}

    private Ran run(String... words) {
        List<String> arguments = Arrays.asList(words);
        narrator.command("wsctl", arguments);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        // These two show their own progress.
        boolean speaks = words[0].equals("verify") || words[0].equals("loadtest");
        int code = speaks
                ? commands.run(arguments, narrator.inner(kept))
                : narrator.during("running", () -> commands.run(arguments, narrator.inner(kept)));
        String output = kept.toString(StandardCharsets.UTF_8);
        narrator.output(output);
        return new Ran(code, output);
    }

    private static String get(URI url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(2_000);
            try (InputStream body =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException e) {
            return "no answer: " + e.getMessage();
        }
    }

    private void check(boolean held, String text) {
        steps++;
        if (!held) {
            broken.add(text);
        }
        narrator.result(held, text);
    }

    private boolean await(String what, BooleanSupplier condition) {
        return narrator.during(what, () -> {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                try {
                    Thread.sleep(PAUSE.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        });
    }

    private static RedisLink link(Instance instance) {
        return new RedisLinkProbe(Duration.ofSeconds(2)).ask(instance.webSocket());
    }
}
