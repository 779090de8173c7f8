package dev.wsctl.cli.command;

import dev.wsctl.cli.CommandModel;
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
    private final Context context;
    private final CompletionValues names;

    ShellCompleter(Context context) {
        this.context = context;
        this.names = new CompletionValues(context);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = new ArrayList<>(line.words().subList(0, line.wordIndex()));
        if (!before.isEmpty() && before.get(0).equals("wsctl")) {
            before.remove(0);
        }
        Offer offer = offer(before, line.word());
        offer.words().forEach(word -> candidates.add(new Candidate(
                word.text(), word.text(), null, word.about().isEmpty() ? null : word.about(), null, null, true)));
        if (offer.files()) {
            new FileNameCompleter().complete(reader, line, candidates);
        }
    }

    /** @param about one line; may be empty */
    record Word(String text, String about) {}

    /** @param files names of files are offered, too */
    record Offer(List<Word> words, boolean files) {
        static Offer of(Stream<String> words) {
            return new Offer(words.map(word -> new Word(word, "")).toList(), false);
        }
    }

    /** What may stand where somebody types {@code word}, after these words. */
    Offer offer(List<String> before, String word) {
        if (before.isEmpty()) {
            List<Word> commands = new ArrayList<>();
            CommandTable.ENTRIES.forEach(entry -> commands.add(new Word(entry.name(), entry.summary())));
            commands.add(new Word("help", "Explain a command or a topic."));
            commands.add(new Word("use", "Take defaults from another context."));
            commands.add(new Word("exit", "Leave the shell."));
            return new Offer(commands, false);
        }
        if (before.get(0).equals("help")) {
            return Offer.of(Stream.concat(
                    CommandTable.ENTRIES.stream().map(CommandTable.Entry::name),
                    Stream.of(Topic.values()).map(Topic::word)));
        }
        if (before.get(0).equals("use")) {
            return Offer.of(Stream.concat(names.of("contexts").stream(), Stream.of("none")));
        }
        return CommandTable.ENTRIES.stream()
                .filter(entry -> entry.name().equals(before.get(0)))
                .findFirst()
                .map(entry -> arguments(entry, before, word))
                .orElse(new Offer(List.of(), false));
    }

    private Offer arguments(CommandTable.Entry entry, List<String> before, String word) {
        CommandLine command =
                CommandModel.of(entry, context).getSubcommands().get(entry.name());
        for (String each : before.subList(1, before.size())) {
            CommandLine sub = command.getSubcommands().get(each);
            command = sub == null ? command : sub;
        }
        CommandSpec spec = command.getCommandSpec();
        String last = before.get(before.size() - 1);
        OptionSpec open = last.startsWith("-") ? spec.findOption(last) : null;
        if (open != null && open.arity().min() > 0) {
            return values(spec, open);
        }
        if (word.startsWith("-")) {
            List<Word> options = new ArrayList<>();
            for (OptionSpec option : spec.options()) {
                if (!option.hidden()) {
                    String[] about = option.description();
                    options.add(new Word(option.longestName(), about.length == 0 ? "" : sentence(about[0])));
                }
            }
            return new Offer(options, false);
        }
        List<Word> words = new ArrayList<>();
        command.getSubcommands().forEach((name, sub) -> words.add(new Word(name, "")));
        boolean files = false;
        for (var positional : spec.positionalParameters()) {
            Offer offer = values(spec, positional);
            words.addAll(offer.words());
            files |= offer.files();
        }
        return new Offer(words, files);
    }

    private Offer values(CommandSpec spec, ArgSpec argument) {
        Values values = Values.of(spec, argument);
        if (values instanceof Values.Words fixed) {
            return Offer.of(fixed.words().stream());
        }
        if (values instanceof Values.Asked asked) {
            return Offer.of(names.of(asked.kind()).stream());
        }
        return new Offer(List.of(), values instanceof Values.Files);
    }

    private static String sentence(String text) {
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.length() > 60 ? first.substring(0, 59) + "…" : first;
    }
}
