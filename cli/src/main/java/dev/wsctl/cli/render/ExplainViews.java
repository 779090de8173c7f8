package dev.wsctl.cli.render;

import dev.wsctl.cli.check.doctor.Group;
import dev.wsctl.cli.check.doctor.Limits;
import dev.wsctl.cli.check.doctor.Rule;
import dev.wsctl.cli.check.doctor.Setting;
import java.util.List;

/** What findings mean: {@code wsctl/explain/v1}, for people in full when it is one, a line each when there are several. */
public final class ExplainViews {
    private ExplainViews() {}

    public static Views<List<Rule>> all() {
        return new Views<>(
                "wsctl/explain/v1",
                ExplainViews::human,
                (rules, json) -> json.array("findings", rules, ExplainViews::json));
    }

    private static void json(Rule rule, JsonObject json) {
        json.text("code", rule.code())
                .text("group", rule.group().title())
                .text("title", rule.title())
                .text("why", rule.why())
                .text("threshold", rule.threshold(Limits.DEFAULT))
                .text("affects", rule.affects())
                .texts("remedy", rule.remedySteps())
                .array(
                        "settings",
                        rule.settings(),
                        (setting, o) -> o.text("name", setting.name())
                                .text("default", assignable(setting))
                                .text("meaning", setting.meaning()));
    }

    private static void human(List<Rule> rules, Page page) {
        if (rules.size() == 1) {
            one(rules.get(0), page);
            return;
        }
        Group group = null;
        for (Rule rule : rules) {
            if (rule.group() != group) {
                if (group != null) {
                    page.blank();
                }
                group = rule.group();
                page.line(page.paint(Style.BOLD, group.title()));
            }
            page.line("  " + rule.code() + "  " + rule.title());
        }
    }

    private static void one(Rule rule, Page page) {
        page.line(page.paint(Style.BOLD, rule.code()) + "  " + rule.title());
        page.blank();
        Wrap.at(rule.why(), page.width() - 2).forEach(part -> page.line("  " + part));
        page.blank();
        labelled("limit", rule.threshold(Limits.DEFAULT), page);
        labelled("affects", rule.affects(), page);
        String label = "try";
        for (String step : rule.remedySteps()) {
            labelled(label, step, page);
            label = "";
        }
        label = "set";
        for (Setting setting : rule.settings()) {
            labelled(
                    label,
                    "--set " + rule.code() + "." + setting.name() + "=" + assignable(setting) + "  "
                            + setting.meaning(),
                    page);
            label = "";
        }
        labelled("ignore", "--suppress " + rule.code() + "=REASON", page);
    }

    private static void labelled(String label, String text, Page page) {
        boolean first = true;
        for (String part : Wrap.at(text, page.width() - 11)) {
            page.line("  " + page.paint(Style.DIM, Table.pad(first ? label : "", 9)) + part);
            first = false;
        }
    }

    /** The default as one would type it after {@code --set}. */
    private static String assignable(Setting setting) {
        return setting.unit().typed(setting.value());
    }
}
