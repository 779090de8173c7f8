package dev.wsctl.cli.render;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.fleet.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What doctor's checks found meanwhile: the worst in few lines, or all of it with evidence and remedy. */
final class TopFindings {
    private static final int MOST = 3;
    /** Of a finding in the overview. */
    private static final int LINES = 2;

    private static final int INDENT = 12;
    private static final String MARGIN = " ".repeat(INDENT);

    private final int width;
    private final BiFunction<Style, String, String> paint;

    TopFindings(int width, BiFunction<Style, String, String> paint) {
        this.width = width;
        this.paint = paint;
    }

    /** @param live on a screen with keys; else on paper, where nothing is left out */
    List<String> brief(Board board, boolean live) {
        List<String> lines = new ArrayList<>();
        List<CodedFinding> worth = worth(board);
        lines.add(heading(board, worth.size(), live ? "f tells all of it" : "wsctl doctor tells what to do"));
        int shown = live ? Math.min(worth.size(), MOST) : worth.size();
        for (CodedFinding finding : worth.subList(0, shown)) {
            List<String> title = title(finding);
            lines.addAll(live && title.size() > LINES ? title.subList(0, LINES) : title);
        }
        int room = live
                ? Math.min(board.troubles().size(), MOST - Math.min(2, shown))
                : board.troubles().size();
        board.troubles().subList(0, room).forEach(trouble -> lines.addAll(trouble(trouble)));
        return lines;
    }

    /** @param from how many are scrolled away */
    List<String> all(Board board, int from) {
        List<String> lines = new ArrayList<>(List.of(""));
        List<CodedFinding> all = board.findings() == null ? List.of() : board.findings();
        lines.add(heading(board, all.size(), ""));
        for (CodedFinding finding : all.subList(Math.min(from, all.size()), all.size())) {
            lines.add("");
            lines.addAll(title(finding));
            if (!finding.subject().isEmpty()) {
                lines.addAll(part("on", finding.subject()));
            }
            lines.addAll(part("seen", finding.evidence()));
            lines.addAll(part("limit", finding.threshold()));
            lines.addAll(part("affects", finding.affects()));
            finding.remedy().forEach(step -> lines.addAll(part("try", step)));
        }
        board.troubles().forEach(trouble -> lines.addAll(trouble(trouble)));
        return lines;
    }

    private static List<CodedFinding> worth(Board board) {
        List<CodedFinding> all = board.findings();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .toList();
    }

    private String heading(Board board, int count, String hint) {
        String label = paint.apply(Style.DIM, "FINDINGS") + "  ";
        String age = board.findingsAge().toSeconds() > 0 ? "  " + Units.span(board.findingsAge()) + " ago" : "";
        if (board.findings() == null) {
            return label + "not looked for yet";
        }
        if (count == 0) {
            // With something unread, nothing found is not the same as well.
            return label
                    + (board.troubles().isEmpty() ? paint.apply(Style.GOOD, "none") : "none in what could be read")
                    + age;
        }
        return label + Units.count(count) + age + (hint.isEmpty() ? "" : paint.apply(Style.DIM, "  " + hint));
    }

    private List<String> title(CodedFinding finding) {
        Style style = switch (finding.severity()) {
            case CRITICAL -> Style.BAD;
            case WARNING -> Style.WARN;
            case INFO -> Style.DIM;
        };
        String severity = "  " + paint.apply(style, Table.pad(finding.severity().name(), 8)) + "  ";
        return hanging(severity, finding.code() + "  " + finding.title());
    }

    private List<String> trouble(String trouble) {
        return hanging("  " + paint.apply(Style.WARN, "unknown ") + "  ", trouble);
    }

    private List<String> part(String name, String text) {
        return text.isEmpty() ? List.of() : hanging("  " + paint.apply(Style.DIM, Table.pad(name, 8)) + "  ", text);
    }

    private List<String> hanging(String lead, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : Wrap.at(Printable.of(text), width - INDENT)) {
            lines.add((lines.isEmpty() ? lead : MARGIN) + line);
        }
        return lines;
    }
}
