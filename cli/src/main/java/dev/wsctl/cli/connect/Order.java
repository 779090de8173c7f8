package dev.wsctl.cli.connect;

import dev.wsctl.cli.exit.Closest;
import dev.wsctl.cli.exit.WsctlException;
import java.util.List;

/** What a line asks for: to be sent, unless it begins with a slash. */
sealed interface Order {
    List<String> NAMES = List.of("/ping", "/join", "/raw", "/close", "/quit", "/help");

    String HELP = """
            TEXT                 sent as the dialect sends a message
            //TEXT               the same, for a text that begins with a slash
            /raw FRAME           sent as it stands, without the dialect
            /ping                a ping, with its round trip
            /join ROOM           leave, and join this room over a new connection
            /close [CODE [WHY]]  close the connection with this code; 1000
            /quit, Ctrl-D        close it and end
            """;

    /** In the dialect's envelope. */
    record Say(String text) implements Order {}

    record Raw(String frame) implements Order {}

    record Ping() implements Order {}

    record Join(String room) implements Order {}

    record Close(int code, String reason) implements Order {}

    record Help() implements Order {}

    /** @throws WsctlException USAGE for a command there is not, or one without what it needs */
    static Order of(String line) {
        if (!line.startsWith("/")) {
            return new Say(line);
        }
        if (line.startsWith("//")) {
            return new Say(line.substring(1));
        }
        int space = line.indexOf(' ');
        String name = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        return switch (name) {
            case "/ping" -> new Ping();
            case "/help", "/?" -> new Help();
            case "/quit", "/exit" -> new Close(1000, "");
            case "/raw" -> new Raw(space < 0 ? "" : line.substring(space + 1));
            case "/join" -> join(rest);
            case "/close" -> close(rest);
            default -> {
                String closest = Closest.to(name, NAMES);
                throw WsctlException.usage(
                        "there is no " + name,
                        (closest.isEmpty() ? "/help" : closest) + "; // sends a text that begins with a slash");
            }
        };
    }

    private static Order join(String room) {
        if (room.isEmpty()) {
            throw WsctlException.usage("/join names no room", "/join lobby");
        }
        return new Join(room);
    }

    private static Order close(String rest) {
        int space = rest.indexOf(' ');
        String code = space < 0 ? rest : rest.substring(0, space);
        String reason = space < 0 ? "" : rest.substring(space + 1).strip();
        if (code.isEmpty()) {
            return new Close(1000, "");
        }
        // 1004 to 1006 and 1015 must not be sent (RFC 6455, 7.4.1).
        if (!code.matches("[1-4]\\d{3}") || code.matches("100[456]|1015|2\\d{3}")) {
            throw WsctlException.usage("a client cannot close with code " + code, "/close 1000, or from 3000 to 4999");
        }
        return new Close(Integer.parseInt(code), reason);
    }
}
