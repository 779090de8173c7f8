package dev.wsctl.cli.render;

import dev.wsctl.load.engine.LoadListener.Part;
import dev.wsctl.load.engine.LoadListener.Progress;
import java.util.ArrayList;
import java.util.List;

/** What a run that is under way looks like on a terminal: a few lines, to be drawn again and again. */
final class LoadLive {
    private static final int BAR = 24;
    /** More targets than this would push the rest off a small terminal. */
    private static final int PARTS = 8;

    private static final int LABEL = 13;

    private LoadLive() {}

    /**
     * What happens a second, smoothed.
     *
     * @param parts deliveries of each, in the order of the progress' parts
     */
    record Rates(double sent, double delivered, List<Double> parts) {}

    /** Each at most so many columns wide. */
    static List<String> lines(Progress progress, Rates rates, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(head(progress));
        lines.add(line(
                "connections",
                Units.count(progress.opened()) + " of " + Units.count(progress.asked()) + " joined"
                        + (progress.failed() == 0 ? "" : ", " + Units.count(progress.failed()) + " failed")));
        if (progress.sent() > 0) {
            lines.add(line(
                    "messages",
                    Units.rate(rates.sent()) + "/s sent, " + Units.rate(rates.delivered()) + "/s delivered, "
                            + Units.count(progress.delivered()) + " deliveries by now"));
            lines.add(line(
                    "latency",
                    "p50 " + Doubles.latency(progress.p50Micros()) + ", p99 " + Doubles.latency(progress.p99Micros())
                            + " just now"));
        }
        if (progress.parts().size() > 1) {
            parts(progress, rates, lines);
        }
        return lines.stream().map(line -> cut(line, columns)).toList();
    }

    private static String head(Progress progress) {
        return switch (progress.phase()) {
            case CONNECTING -> "connecting    " + bar(progress.opened() + (long) progress.failed(), progress.asked());
            case WARMING_UP -> timed("warming up    ", progress);
            case MEASURING -> timed("measuring     ", progress);
            case DRAINING -> "waiting for the last deliveries";
            case CLOSING -> "closing";
        };
    }

    private static String timed(String what, Progress progress) {
        return what
                + bar(progress.phaseElapsed().toMillis(), progress.phaseLength().toMillis()) + "  "
                + progress.phaseElapsed().toSeconds() + "/"
                + progress.phaseLength().toSeconds() + " s  " + progress.stage();
    }

    private static void parts(Progress progress, Rates rates, List<String> lines) {
        int width = progress.parts().stream()
                .limit(PARTS)
                .mapToInt(part -> part.name().length())
                .max()
                .orElse(0);
        for (int i = 0; i < Math.min(PARTS, progress.parts().size()); i++) {
            Part part = progress.parts().get(i);
            lines.add("  " + Table.pad(part.name(), width) + "  " + Units.count(part.joined()) + " joined, "
                    + Units.rate(rates.parts().get(i)) + "/s delivered");
        }
        if (progress.parts().size() > PARTS) {
            lines.add("  and " + (progress.parts().size() - PARTS) + " more");
        }
    }

    private static String line(String label, String text) {
        return "  " + Table.pad(label, LABEL - 1) + text;
    }

    static String bar(long done, long all) {
        int full = all <= 0 ? BAR : (int) Math.min(BAR, done * BAR / all);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String cut(String line, int columns) {
        int width = Math.min(line.codePointCount(0, line.length()), columns);
        return line.substring(0, line.offsetByCodePoints(0, width));
    }
}
