package dev.wsctl.cli.generate;

import dev.wsctl.cli.help.Topic;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the man page of one command, or of the program as a whole. */
final class ManPage {
    /** So that it fits 80 columns together with the margin. */
    private static final int EXAMPLE_WIDTH = 72;

    private final CommandDoc program;
    private final CommandDoc command;
    private final String date;
    private final Mdoc page = new Mdoc();

    /** @param released when, for the date at the foot of the page */
    ManPage(CommandDoc program, CommandDoc command, ZonedDateTime released) {
        this.program = program;
        this.command = command;
        this.date = date(released);
    }

    static String date(ZonedDateTime released) {
        return DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH).format(released);
    }

    String text() {
        head();
        synopsis();
        description();
        options();
        environment();
        exitStatus();
        examples();
        seeAlso();
        return page.toString();
    }

    private boolean isProgram() {
        return command.path().isEmpty();
    }

    private void head() {
        page.line(".\\\" Generated from the command itself: changes made here are lost.")
                .line(".Dd " + date)
                .line(".Dt " + command.page().toUpperCase(Locale.ROOT) + " 1")
                .line(".Os")
                .section("NAME")
                .line(".Nm " + command.page())
                .line(".Nd " + Mdoc.escape(withoutStop(command.summary())) + "\\&");
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void synopsis() {
        page.section("SYNOPSIS");
        if (isProgram()) {
            page.line(".Nm").line(".Ar command").line(".Op Ar options").line(".Op Ar targets");
            page.line(".Nm").line(".Cm help").line(".Op Ar command | topic");
            page.line(".Nm").line(".Fl -version");
        } else {
            synopsis(command);
            command.subcommands().forEach(this::synopsis);
        }
    }

    private void synopsis(CommandDoc each) {
        page.line(".Nm " + Mdoc.word("wsctl " + each.words())).line(".Op Ar options");
        for (ArgumentDoc argument : each.arguments()) {
            String label = "Ar " + Mdoc.word(argument.label()) + (argument.many() ? " ..." : "");
            page.line(argument.required() ? "." + label : ".Op " + label);
        }
    }

    private void description() {
        page.section("DESCRIPTION");
        if (isProgram()) {
            page.line(".Nm")
                    .text(
                            "answers the questions of people who run WebSocket servers scaled out over Redis:"
                                    + " Is Redis well? Do messages reach every instance? Who is connected? Will it hold twice the"
                                    + " users? It reads unless a command's page says otherwise, and never waits without a deadline.");
        } else {
            page.text(command.summary());
        }
        for (String paragraph : command.about()) {
            page.line(".Pp").text(paragraph);
        }
        if (isProgram()) {
            commandsByGroup();
        } else if (!command.subcommands().isEmpty()) {
            page.line(".Pp").text("Commands below it:");
            list(command.subcommands());
        }
        arguments();
    }

    private void commandsByGroup() {
        Map<String, List<CommandDoc>> groups = new LinkedHashMap<>();
        for (CommandDoc each : program.subcommands()) {
            groups.computeIfAbsent(each.group(), group -> new ArrayList<>()).add(each);
        }
        groups.forEach((group, commands) -> {
            page.line(".Ss " + Mdoc.escape(group));
            list(commands);
        });
    }

    private void list(List<CommandDoc> commands) {
        page.line(".Bl -tag -width completion");
        for (CommandDoc each : commands) {
            page.line(".It Cm " + Mdoc.word(each.name())).text(each.summary());
        }
        page.line(".El");
    }

    private void arguments() {
        if (command.arguments().isEmpty()) {
            return;
        }
        page.line(".Pp").text("Arguments:").line(".Bl -tag -width Ds");
        for (ArgumentDoc argument : command.arguments()) {
            page.line(".It Ar " + Mdoc.word(argument.label())).text(argument.description());
        }
        page.line(".El");
    }

    private void options() {
        page.section("OPTIONS").line(".Bl -tag -width Ds");
        for (OptionDoc option : command.options()) {
            List<String> forms =
                    option.names().stream().map(name -> form(option, name)).toList();
            page.line(".It " + String.join(" , ", forms)).text(option.description());
        }
        page.line(".El");
    }

    private static String form(OptionDoc option, String name) {
        String flag = "Fl " + Mdoc.escape(name.substring(1));
        String label = "Ar " + Mdoc.word(option.label());
        boolean isLong = name.startsWith("--");
        return switch (option.value()) {
            case NONE -> flag;
            case OPTIONAL -> flag + (isLong ? " Ns Oo = Ns " : " Oo ") + label + " Oc";
            case REQUIRED -> flag + (isLong ? " Ns = Ns " : " ") + label;
        };
    }

    private void environment() {
        Map<String, String> variables = EnvironmentVariables.of(command);
        if (isProgram()) {
            for (CommandDoc each : program.subcommands()) {
                if (each.options().size() < 30) { // not what only the server is told
                    variables.putAll(EnvironmentVariables.of(each));
                }
            }
        }
        page.section("ENVIRONMENT").line(".Bl -tag -width Ds");
        variables.forEach(
                (name, meaning) -> page.line(".It Ev " + Mdoc.word(name)).text(meaning));
        page.line(".El");
    }

    private void exitStatus() {
        page.section("EXIT STATUS");
        for (String remark : command.exitRemarks()) {
            page.text(remark);
        }
        page.line(".Bl -tag -width 1234");
        command.exitCodes().forEach((code, meaning) -> page.line(".It " + code).text(sentence(meaning)));
        page.line(".El");
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private void examples() {
        if (command.examples().isEmpty()) {
            return;
        }
        page.section("EXAMPLES").line(".Bd -literal");
        for (Example example : command.examples()) {
            if (!example.remark().isEmpty()) {
                page.literal(List.of("# " + example.remark()));
            }
            page.literal(example.folded(EXAMPLE_WIDTH));
        }
        page.line(".Ed");
    }

    private void seeAlso() {
        Set<String> pages = new TreeSet<>();
        if (isProgram()) {
            program.all().forEach(each -> pages.add(each.page()));
        } else {
            pages.add(program.page());
            for (CommandDoc each : program.subcommands()) {
                boolean parent = command.path().get(0).equals(each.name());
                if (each.group().equals(command.group()) || parent) {
                    pages.add(each.page());
                }
                if (parent) {
                    each.all().forEach(below -> pages.add(below.page()));
                }
            }
        }
        pages.remove(command.page());
        List<String> all = new ArrayList<>(new LinkedHashSet<>(pages));
        page.section("SEE ALSO");
        for (Topic topic : isProgram() ? Topic.values() : new Topic[0]) {
            page.line(".Sy " + Mdoc.escape("wsctl-" + topic.word()) + " Ns (7) ,");
        }
        for (int i = 0; i < all.size(); i++) {
            // Not .Xr: mandoc -Tlint complains of every page that isn't installed yet, as these are before they are.
            page.line(".Sy " + Mdoc.escape(all.get(i)) + " Ns (1)" + (i < all.size() - 1 ? " ," : ""));
        }
    }
}
