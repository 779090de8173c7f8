package dev.wsctl.cli.render;

import dev.wsctl.load.engine.LoadListener.Part;
import dev.wsctl.load.engine.LoadListener.Progress;
import java.util.ArrayList;
import java.util.List;

/** What a run that is under way looks like on a terminal: a few lines, to be drawn again and again. */
final class LoadLive {
    private static final int NARROW_BAR = 24;
    private static final int WIDE_BAR = 48;
    /** From so many columns on there is room for longer bars. */
    private static final int WIDE = 110;
    /** More targets than this would push the rest off a small terminal. */
    private static final int PARTS = 8;

    private static final int LABEL = 12;
    private static final int HEAD = 14;
    /** So wide are the columns of a target's figures, so that they stand still. */
    private static final int FIGURE = 7;

    private final int columns;
    private final boolean colour;

    /** @param columns no line is wider */
    LoadLive(int columns, boolean colour) {
        this.columns = columns;
        this.colour = colour;
    }

    /**
     * What happens a second, smoothed.
     *
     * @param parts deliveries of each, in the order of the progress' parts
     * @param p99s 99th percentiles until now, in microseconds, the latest last
     */
    record Rates(double sent, double delivered, List<Double> parts, List<Double> p99s) {}

    List<String> lines(Progress progress, Rates rates) {
        List<String> lines = new ArrayList<>();
        lines.add(head(progress));
        lines.add(line(
                "connections",
                Units.count(progress.opened()) + " of " + Units.count(progress.asked()) + " joined"
                        + (progress.failed() == 0
                                ? ""
                                : ", " + paint(Style.BAD, Units.count(progress.failed()) + " failed"))));
        if (progress.sent() > 0) {
            lines.add(line(
                    "messages",
                    Units.rate(rates.sent()) + "/s sent, " + Units.rate(rates.delivered()) + "/s delivered"));
            lines.add(line("deliveries", deliveries(progress, rates)));
            lines.add(line("latency", latency(progress, rates)));
        }
        if (progress.parts().size() > 1) {
            parts(progress, rates, lines);
        }
        return lines.stream().map(line -> Cut.to(line, columns)).toList();
    }

    private String head(Progress progress) {
        return switch (progress.phase()) {
            case CONNECTING -> name("connecting") + bar(progress.opened() + (long) progress.failed(), progress.asked());
            case WARMING_UP -> timed("warming up", progress);
            case MEASURING -> timed("measuring", progress);
            case DRAINING -> paint(Style.BOLD, "waiting for the last deliveries");
            case CLOSING -> paint(Style.BOLD, "closing");
        };
    }

    private String name(String phase) {
        return paint(Style.BOLD, Table.pad(phase, HEAD));
    }

    private String timed(String what, Progress progress) {
        return name(what)
                + bar(progress.phaseElapsed().toMillis(), progress.phaseLength().toMillis()) + "  "
                + progress.phaseElapsed().toSeconds() + "/"
                + progress.phaseLength().toSeconds() + " s  " + progress.stage();
    }

    /** What is missing by now; more than a second's worth can hardly all be under way. */
    private String deliveries(Progress progress, Rates rates) {
        long missing = Math.max(0, progress.promised() - progress.delivered());
        String text = missing == 0 ? "" : ", " + Units.count(missing) + " under way or lost";
        return Units.count(progress.delivered()) + " of " + Units.count(progress.promised()) + " by now"
                + (missing > rates.delivered() ? paint(Style.WARN, text) : text);
    }

    private String latency(Progress progress, Rates rates) {
        int room = Math.min(bars(), columns / 3);
        return Table.pad(
                        "p50 " + Doubles.latency(progress.p50Micros()) + ", p99 "
                                + Doubles.latency(progress.p99Micros()) + " just now",
                        columns < 60 ? 0 : 34)
                + " "
                + paint(
                        Style.NAME,
                        Sparkline.of(rates.p99s(), Math.min(room, rates.p99s().size())));
    }

    private void parts(Progress progress, Rates rates, List<String> lines) {
        int width = progress.parts().stream()
                .limit(PARTS)
                .mapToInt(part -> part.name().length())
                .max()
                .orElse(0);
        for (int i = 0; i < Math.min(PARTS, progress.parts().size()); i++) {
            Part part = progress.parts().get(i);
            lines.add("  " + Table.pad(part.name(), width) + figure(Units.count(part.joined())) + " joined"
                    + figure(Units.rate(rates.parts().get(i))) + "/s delivered");
        }
        if (progress.parts().size() > PARTS) {
            lines.add("  and " + (progress.parts().size() - PARTS) + " more");
        }
    }

    private static String figure(String text) {
        return " ".repeat(Math.max(1, FIGURE - text.length())) + text;
    }

    private static String line(String label, String text) {
        return "  " + Table.pad(label, LABEL) + text;
    }

    private int bars() {
        return columns < WIDE ? NARROW_BAR : WIDE_BAR;
    }

    private String bar(long done, long all) {
        int length = bars();
        int full = all <= 0 ? length : (int) Math.min(length, done * length / all);
        return paint(Style.GOOD, "█".repeat(full)) + "░".repeat(length - full);
    }

    private String paint(Style style, String text) {
        return colour ? style.paint(text) : text;
    }
}
