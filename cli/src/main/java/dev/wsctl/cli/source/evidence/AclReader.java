package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.evidence.AclUser;
import dev.wsctl.cli.source.RedisNode;
import java.util.ArrayList;
import java.util.List;

/** ACL LIST without the hashes of passwords. */
final class AclReader {
    private AclReader() {}

    static List<AclUser> users(RedisNode node) {
        List<AclUser> users = new ArrayList<>();
        for (Object line : node.list("ACL", "LIST")) {
            users.add(user(String.valueOf(line)));
        }
        return users;
    }

    /** {@code user ada on #hash ~chat:* &chat:* -@all +publish (…)}; what is no rule for keys, channels or commands is dropped. */
    static AclUser user(String line) {
        String[] words = line.split(" ");
        List<String> commands = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        boolean enabled = false;
        boolean withoutPassword = false;
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            switch (word.isEmpty() ? ' ' : word.charAt(0)) {
                case '+', '-' -> commands.add(word);
                case '~', '%' -> keys.add(word);
                case '&' -> channels.add(word);
                default -> {
                    enabled |= word.equals("on");
                    withoutPassword |= word.equals("nopass");
                    switch (word) {
                        case "allcommands" -> commands.add("+@all");
                        case "allkeys" -> keys.add("~*");
                        case "allchannels" -> channels.add("&*");
                        default -> {}
                    }
                }
            }
        }
        return new AclUser(words.length > 1 ? words[1] : "", enabled, withoutPassword, commands, keys, channels);
    }
}
