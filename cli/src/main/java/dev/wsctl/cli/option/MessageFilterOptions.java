package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.payload.MessageFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages to show. */
public final class MessageFilterOptions {
    @Option(names = "--grep", paramLabel = "REGEX", description = "Only messages in whose content this is found.")
    private @Nullable String grep;

    @Option(
            names = "--type",
            paramLabel = "GLOB",
            description = "Only messages of this type, as they are shown; may be repeated.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--room", paramLabel = "GLOB", description = "Only messages for this room; may be repeated.")
    private List<String> rooms = new ArrayList<>();

    @Option(
            names = "--from-instance",
            paramLabel = "GLOB",
            description = "Only messages that name this instance as their sender; may be repeated.")
    private List<String> instances = new ArrayList<>();

    public MessageFilter filter() {
        try {
            Pattern text = grep == null ? null : Pattern.compile(grep);
            return new MessageFilter(text, globs(types), globs(rooms), globs(instances));
        } catch (PatternSyntaxException e) {
            throw WsctlException.usage(
                    "--grep " + grep + " is no regular expression: " + e.getDescription(), "--grep 'error|failed'");
        }
    }

    private static List<Glob> globs(List<String> texts) {
        return texts.stream().map(Glob::new).toList();
    }
}
