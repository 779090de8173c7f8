package dev.wsctl.cli.generate;

import dev.wsctl.cli.help.Topic;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;

/** Every file that is made from the commands, by its path below the root of the project. */
final class GeneratedFiles {
    static final String BASH = "completions/wsctl.bash";
    static final String ZSH = "completions/_wsctl";
    static final String FISH = "completions/wsctl.fish";

    private GeneratedFiles() {}

    /** The project's root: the build runs tests in the directory of their module. */
    static Path root() {
        return Path.of("").toAbsolutePath().resolveSibling("");
    }

    static Map<String, String> generate() {
        CommandDoc program = Commands.read();
        Map<String, String> files = new TreeMap<>();
        files.put(BASH, new BashCompletion(program).script());
        files.put(ZSH, new ZshCompletion(program).script());
        files.put(FISH, new FishCompletion(program).script());
        ZonedDateTime released = ZonedDateTime.parse(System.getProperty("wsctl.release", ""));
        for (CommandDoc command : program.all()) {
            files.put("man/" + command.page() + ".1", new ManPage(program, command, released).text());
        }
        for (Topic topic : Topic.values()) {
            files.put("man/wsctl-" + topic.word() + ".7", new TopicPage(topic, released).text());
        }
        return files;
    }
}
