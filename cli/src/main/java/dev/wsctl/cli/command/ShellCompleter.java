package dev.wsctl.cli.command;

import dev.wsctl.cli.context.ContextNames;
import dev.wsctl.cli.help.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completes what is typed in the shell, from the model that help, man pages and the shells' completions are made from. */
final class ShellCompleter implements Completer {
    private static final int ABOUT = 60;

    private final Context context;

    ShellCompleter(Context context) {
        this.context = context;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        Offer offer = offer(line.words().subList(0, line.wordIndex()), line.word());
        offer.words()
                .forEach(word -> candidates.add(new Candidate(
                        word.text(),
                        word.text(),
                        null,
                        word.about().isEmpty() ? null : word.about(),
                        null,
                        null,
                        true)));
        if (offer.files()) {
            new FileNameCompleter().complete(reader, line, candidates);
        }
    }

    /** @param about one line; may be empty */
    record Word(String text, String about) {}

    /** @param files names of files are offered, too */
    record Offer(List<Word> words, boolean files) {
        static final Offer NOTHING = new Offer(List.of(), false);

        static Offer of(Stream<String> words) {
            return new Offer(words.map(word -> new Word(word, "")).toList(), false);
        }
    }

    /** What may stand where somebody types {@code word}, after these words. */
    Offer offer(List<String> typed, String word) {
        List<String> before = typed.isEmpty() || !typed.get(0).equals("wsctl") ? typed : typed.subList(1, typed.size());
        if (before.isEmpty()) {
            return first();
        }
        return switch (before.get(0)) {
            case "help" ->
                Offer.of(Stream.concat(
                        CommandTable.ENTRIES.stream().map(CommandTable.Entry::name),
                        Stream.of(Topic.values()).map(Topic::word)));
            case "use" -> Offer.of(Stream.concat(asked("contexts", before).stream(), Stream.of(ContextNames.NONE)));
            default ->
                CommandTable.ENTRIES.stream()
                        .filter(entry -> entry.name().equals(before.get(0)))
                        .findFirst()
                        .map(entry -> arguments(entry, before, word))
                        .orElse(Offer.NOTHING);
        };
    }

    private static Offer first() {
        List<Word> words = new ArrayList<>();
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            if (!entry.name().equals("shell")) {
                words.add(new Word(entry.name(), entry.summary()));
            }
        }
        words.add(new Word("help", "Explain a command or a topic."));
        words.add(new Word("use", "Take defaults from another context."));
        words.add(new Word("exit", "Leave the shell."));
        return new Offer(words, false);
    }

    private Offer arguments(CommandTable.Entry entry, List<String> before, String word) {
        CommandLine command = CommandModel.of(entry, context);
        for (String each : before) {
            command = command.getSubcommands().getOrDefault(each, command);
        }
        CommandSpec spec = command.getCommandSpec();
        OptionSpec open = spec.findOption(before.get(before.size() - 1));
        if (open != null && open.arity().min() > 0) {
            return values(spec, open, before);
        }
        int sign = word.startsWith("--") ? word.indexOf('=') : -1;
        if (sign > 0) {
            OptionSpec joined = spec.findOption(word.substring(0, sign));
            return joined == null ? Offer.NOTHING : behind(word.substring(0, sign + 1), values(spec, joined, before));
        }
        return word.startsWith("-") ? options(spec) : positions(command, before);
    }

    /** Files would be offered without what stands before them, so none is. */
    private static Offer behind(String begun, Offer values) {
        return Offer.of(values.words().stream().map(value -> begun + value.text()));
    }

    private static Offer options(CommandSpec spec) {
        List<Word> options = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String[] about = option.description();
                options.add(new Word(option.longestName(), about.length == 0 ? "" : brief(about[0])));
            }
        }
        return new Offer(options, false);
    }

    private Offer positions(CommandLine command, List<String> before) {
        List<Word> words = new ArrayList<>();
        command.getSubcommands().forEach((name, sub) -> words.add(new Word(name, "")));
        boolean files = false;
        for (var positional : command.getCommandSpec().positionalParameters()) {
            Offer offer = values(command.getCommandSpec(), positional, before);
            words.addAll(offer.words());
            files |= offer.files();
        }
        return new Offer(words, files);
    }

    private Offer values(CommandSpec spec, ArgSpec argument, List<String> before) {
        Values values = Values.of(spec, argument);
        if (values instanceof Values.Words fixed) {
            return Offer.of(fixed.words().stream());
        }
        if (values instanceof Values.Asked asked) {
            return Offer.of(asked(asked.kind(), before).stream());
        }
        return new Offer(List.of(), values instanceof Values.Files);
    }

    /** Asked anew each time, and with a context of its own: what a line names is for that line. */
    private List<String> asked(String kind, List<String> before) {
        Context own = new Context(
                context.terminal(), context.environment(), context.active().copy());
        return new CompletionValues(own).of(kind, before);
    }

    private static String brief(String text) {
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.length() > ABOUT ? first.substring(0, ABOUT - 1) + "…" : first;
    }
}
