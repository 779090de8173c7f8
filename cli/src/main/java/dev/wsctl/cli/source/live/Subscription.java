package dev.wsctl.cli.source.live;

import dev.wsctl.cli.model.Glob;
import java.util.List;

/**
 * What one connection subscribes to.
 *
 * @param command PSUBSCRIBE or SSUBSCRIBE
 */
record Subscription(String command, List<String> names, List<Glob> globs) {
    Subscription(String command, List<String> names) {
        this(command, names, names.stream().map(Glob::new).toList());
    }

    /** Redis sends a message once for each pattern that matches: only the first counts. */
    boolean isFirst(String pattern, String channel) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(pattern)) {
                return true;
            }
            if (globs.get(i).matches(channel)) {
                return false;
            }
        }
        return true;
    }

    String[] words() {
        String[] words = new String[names.size() + 1];
        words[0] = command;
        for (int i = 0; i < names.size(); i++) {
            words[i + 1] = names.get(i);
        }
        return words;
    }
}
