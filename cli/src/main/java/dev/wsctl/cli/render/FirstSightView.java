package dev.wsctl.cli.render;

import dev.wsctl.cli.model.FirstSight;
import dev.wsctl.cli.model.FirstSight.Answer;
import dev.wsctl.cli.model.FirstSight.Servers;
import dev.wsctl.cli.model.InstanceStatus;
import java.util.ArrayList;
import java.util.List;

/** What {@code wsctl} alone says: what is here, and what to ask it; ten lines, a dozen at most. */
public final class FirstSightView implements HumanView<FirstSight> {
    /** As many as fit on a screen beside everything else. */
    private static final int MOST_NAMED = 4;

    private static final int LABEL = 12;
    private static final String LEAD = "try: ";

    @Override
    public void write(FirstSight sight, Page page) {
        page.line("wsctl: is Redis well, do messages arrive, will it hold? Here and now:")
                .blank();
        fact(
                page,
                "context",
                !sight.contextProblem().isEmpty()
                        ? sight.contextProblem()
                        : sight.context().isEmpty() ? "none; wsctl context add keeps addresses" : sight.context());
        FirstSight.Redis redis = sight.redis();
        fact(page, "Redis", redis == null ? sight.redisProblem() : redis.display() + ": " + answer(redis));
        fact(page, "servers", servers(sight.servers()));
        page.blank();
        String lead = LEAD;
        for (String command : commands(sight, page.width())) {
            page.line(lead + command);
            lead = " ".repeat(LEAD.length());
        }
    }

    private static void fact(Page page, String label, String text) {
        String lead = "  " + Table.pad(label, LABEL - 2);
        for (String part : Wrap.at(text, page.width() - LABEL)) {
            page.line(lead + part);
            lead = " ".repeat(LABEL);
        }
    }

    private static String answer(FirstSight.Redis redis) {
        return switch (redis.answer()) {
            case REDIS -> "answers";
            case CLOSED_REDIS -> redis.ofContext() ? "wants the context's password" : "wants a password";
            case NOBODY -> "nobody answers";
            case SILENCE -> "no answer within 1 s";
            case REFERENCE_SERVER, SOMETHING ->
                redis.tls() ? "listens, with TLS" : "listens, but doesn't speak like Redis";
        };
    }

    private static String servers(Servers servers) {
        if (servers instanceof Servers.OfContext context) {
            return context.count() + " in the context";
        }
        if (servers instanceof Servers.Registered registered) {
            List<InstanceStatus> all = registered.instances();
            List<String> names = all.stream()
                    .limit(MOST_NAMED)
                    .map(one -> one.id() + (one.degraded() ? " (without Redis)" : ""))
                    .toList();
            return all.size() + " registered there: " + String.join(", ", names)
                    + (all.size() > MOST_NAMED ? ", …" : "");
        }
        if (servers instanceof Servers.Seen seen) {
            return seen.framework() + ": " + Units.count(seen.instances(), "instance") + " subscribed there";
        }
        return servers instanceof Servers.Local local
                ? local.url() + ": a reference server"
                : "none registered there, and none on localhost:8000";
    }

    private static List<String> commands(FirstSight sight, int width) {
        List<String> commands = new ArrayList<>();
        Servers servers = sight.servers();
        if (servers instanceof Servers.OfContext) {
            commands.add(padded("wsctl verify", "do messages reach all of them?"));
        } else if (servers instanceof Servers.Registered registered) {
            commands.addAll(verify(registered.instances(), width));
        } else if (servers instanceof Servers.Seen) {
            commands.add(padded("wsctl verify --dialect socketio ws://A ws://B", "do they deliver?"));
        }
        if (!sight.contextProblem().isEmpty()) {
            commands.add(padded("wsctl context validate", "finds all mistakes in the file"));
        }
        redis(sight, commands);
        if (servers instanceof Servers.Local local) {
            commands.add(padded("wsctl verify " + local.url(), "does it deliver?"));
        } else if (servers instanceof Servers.Unknown) {
            commands.add(padded("wsctl verify ws://A/ws ws://B/ws", "do servers deliver to each other?"));
            commands.add(padded("wsctl demo", "all of it on servers of its own"));
        }
        commands.add(padded("wsctl --help", "all commands"));
        return commands;
    }

    private static void redis(FirstSight sight, List<String> commands) {
        FirstSight.Redis redis = sight.redis();
        if (redis == null) {
            return;
        }
        boolean closed = redis.answer() == Answer.CLOSED_REDIS;
        if (redis.answer() == Answer.REDIS || closed || redis.tls() || redis.ofContext()) {
            String password = closed && !redis.ofContext() ? " --askpass" : "";
            commands.add(padded("wsctl health" + password, "is it well? Stage by stage"));
        } else {
            commands.add(padded("wsctl health --redis URL", "another one, like redis://10.0.0.5"));
        }
        if (redis.answer() == Answer.REDIS) {
            commands.add(
                    sight.servers() instanceof Servers.Registered
                            ? padded("wsctl top", "all of it, live")
                            : padded("wsctl channels", "who listens to what"));
        }
    }

    /** With the addresses of the instances, so that it can be copied. */
    private static List<String> verify(List<InstanceStatus> instances, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("wsctl verify");
        for (InstanceStatus instance : instances.subList(0, Math.min(MOST_NAMED, instances.size()))) {
            String url = "ws://" + instance.address() + "/ws";
            if (LEAD.length() + line.length() + 1 + url.length() > width - 2) {
                lines.add(line + " \\");
                line = new StringBuilder("      ");
            }
            line.append(' ').append(url);
        }
        lines.add(line.toString());
        lines.add(padded("", instances.size() == 1 ? "does it deliver?" : "do they deliver to each other?"));
        return lines;
    }

    private static String padded(String command, String meaning) {
        return Table.pad(command, 32) + " " + meaning;
    }
}
