package dev.wsctl.cli.command;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Rule;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.render.ExplainViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Views;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wsctl explain}: N3. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What does a finding of doctor mean, and what helps?",
            "",
            "Why it matters, when it is one and where that limit comes from, what may suffer, what to type, and how to"
                    + " set its thresholds. Without a code, all findings in a line each.",
            ""
        },
        footer = {"", "Examples:", "  wsctl explain", "  wsctl explain SLO01", "  wsctl explain DEL02 DEL03 -o json"})
final class ExplainCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "CODE",
            completionCandidates = Codes.class,
            description = "Of the finding, as doctor prints it.")
    private List<String> codes = new ArrayList<>();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return ExplainViews.all().formats();
    }

    @Override
    public Integer call() {
        Views<List<Rule>> views = ExplainViews.all();
        output.check(views);
        List<Rule> rules = codes.isEmpty()
                ? Catalogue.rules()
                : codes.stream().map(ExplainCommand::rule).toList();
        views.write(
                rules,
                output.format(),
                output.page(context.terminal(), context.environment()),
                context.terminal().out());
        context.terminal().flush();
        return ExitCode.OK.code();
    }

    private static Rule rule(String code) {
        try {
            return Catalogue.rule(code);
        } catch (IllegalArgumentException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), "wsctl explain lists all of them");
        }
    }

    /** What a shell completes. */
    static final class Codes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalogue.rules().stream().map(Rule::code).iterator();
        }
    }
}
