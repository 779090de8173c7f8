package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.evidence.AclUser;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Denial;
import dev.wsctl.cli.source.RedisNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who may do what, without the hashes of passwords, and who was refused. */
final class AclReader {
    private static final String ENTRIES = "32";

    private AclReader() {}

    static List<AclUser> users(RedisNode node) {
        List<AclUser> users = new ArrayList<>();
        for (Object line : node.list("ACL", "LIST")) {
            users.add(user(String.valueOf(line)));
        }
        return users;
    }

    /** The newest entries of ACL LOG, without our own. Of a key that was denied nothing is kept: it may be a session's. */
    static List<Denial> denials(RedisNode node) {
        List<Denial> denials = new ArrayList<>();
        boolean nameless = !isNamed(node);
        for (Object reply : node.list("ACL", "LOG", ENTRIES)) {
            if (reply instanceof List<?> entry) {
                Map<String, String> fields = new HashMap<>();
                for (int i = 0; i + 1 < entry.size(); i += 2) {
                    fields.put(String.valueOf(entry.get(i)), String.valueOf(entry.get(i + 1)));
                }
                Client client = new Client(Subscriber.fields(fields.getOrDefault("client-info", "")));
                boolean ours = client.name().equals(RedisNode.CLIENT_NAME)
                        || (nameless && client.name().isEmpty() && ourUser(node).equals(fields.get("username")));
                if (!ours) {
                    denials.add(denial(fields, client));
                }
            }
        }
        return denials;
    }

    /** Where CLIENT SETNAME is not allowed, ours are among the nameless. */
    private static boolean isNamed(RedisNode node) {
        return RedisNode.CLIENT_NAME.equals(node.callAll(List.<String[]>of(new String[] {"CLIENT", "GETNAME"}))
                .get(0));
    }

    private static String ourUser(RedisNode node) {
        String user = node.target().user();
        return user == null ? "default" : user;
    }

    private static Denial denial(Map<String, String> fields, Client client) {
        String reason = fields.getOrDefault("reason", "");
        return new Denial(
                reason,
                reason.equals("command") || reason.equals("channel") ? fields.getOrDefault("object", "") : "",
                fields.getOrDefault("username", ""),
                Double.parseDouble(fields.getOrDefault("age-seconds", "0")),
                Long.parseLong(fields.getOrDefault("count", "0")),
                client.label());
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
