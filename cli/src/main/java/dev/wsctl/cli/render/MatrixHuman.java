package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport.Pair;
import java.util.List;
import java.util.stream.Stream;

/** Which instance's messages reached which, for people. */
final class MatrixHuman {
    /** More pairs than this are only shown where something went wrong, or with --verbose. */
    private static final int PAIRS = 4;

    private MatrixHuman() {}

    static void write(List<Pair> pairs, Page page) {
        boolean all = page.verbose() || pairs.size() <= PAIRS;
        List<Pair> shown =
                all ? pairs : pairs.stream().filter(MatrixHuman::faulty).toList();
        if (pairs.size() < 2) {
            return;
        }
        if (shown.isEmpty()) {
            page.blank();
            page.line("  " + between("within instances   ", pairs.stream().filter(MatrixHuman::local)));
            page.line("  " + between("between instances  ", pairs.stream().filter(pair -> !local(pair))));
            return;
        }
        List<String> urls = pairs.stream().map(Pair::from).distinct().toList();
        List<String> labels = TargetLabels.of(urls);
        Table table = new Table()
                .indented(2)
                .flexible("from")
                .left("to")
                .right("expected")
                .right("lost")
                .right("p50")
                .right("p99");
        for (Pair pair : shown) {
            table.row(
                    label(pair.from(), urls, labels),
                    label(pair.to(), urls, labels),
                    Units.count(pair.expected()),
                    Table.styled(pair.lost() == 0 ? Style.PLAIN : Style.BAD, Units.count(pair.lost())),
                    Doubles.latency(pair.service().p50()),
                    Doubles.latency(pair.service().p99()));
        }
        page.blank();
        page.table(table);
        pairs.stream()
                .filter(pair -> pair.isSilent() && !local(pair))
                .findFirst()
                .ifPresent(pair -> page.line("  to see why: wsctl verify " + pair.from() + " " + pair.to()));
        if (shown.size() < pairs.size()) {
            page.line("  " + (pairs.size() - shown.size()) + " more pairs without fault; --verbose shows them");
        }
    }

    /** One line where a table of pairs without fault would only be long. */
    private static String between(String what, Stream<Pair> pairs) {
        List<Pair> all = pairs.toList();
        double p50 =
                all.stream().mapToDouble(pair -> pair.service().p50()).max().orElse(Double.NaN);
        double p99 =
                all.stream().mapToDouble(pair -> pair.service().p99()).max().orElse(Double.NaN);
        return what + Units.count(all.size(), "pair") + " without fault, p50 up to " + Doubles.latency(p50)
                + ", p99 up to " + Doubles.latency(p99);
    }

    private static boolean local(Pair pair) {
        return pair.from().equals(pair.to());
    }

    private static boolean faulty(Pair pair) {
        return pair.lost() + pair.duplicated() + pair.reordered() + pair.misrouted() > 0;
    }

    private static String label(String url, List<String> urls, List<String> labels) {
        int index = urls.indexOf(url);
        return index < 0 ? url : labels.get(index);
    }
}
