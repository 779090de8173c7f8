package dev.wsctl.cli.payload;

import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.LiveMessage;
import dev.wsctl.cli.model.Payload;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are wanted. What is left out wants all; several of one kind are alternatives.
 *
 * @param text a regular expression that is found somewhere in the content
 * @param types of messages, each alone or with the event's name behind it
 */
public record MessageFilter(@Nullable Pattern text, List<Glob> types, List<Glob> rooms, List<Glob> instances) {
    public MessageFilter {
        types = List.copyOf(types);
        rooms = List.copyOf(rooms);
        instances = List.copyOf(instances);
    }

    public boolean wants(LiveMessage message) {
        Payload payload = message.payload();
        return (types.isEmpty() || any(types, payload.type()) || any(types, firstWord(payload.type())))
                && (rooms.isEmpty() || inRoom(message))
                && (instances.isEmpty() || any(instances, payload.instance()))
                && (text == null || text.matcher(payload.text()).find());
    }

    /** Said by the message, or by the last part of its channel's name. */
    private boolean inRoom(LiveMessage message) {
        for (String room : message.payload().room().split(",")) {
            if (any(rooms, room)) {
                return true;
            }
        }
        return any(rooms, message.channel().substring(message.channel().lastIndexOf(':') + 1));
    }

    private static String firstWord(String type) {
        int blank = type.indexOf(' ');
        return blank < 0 ? type : type.substring(0, blank);
    }

    private static boolean any(List<Glob> globs, String value) {
        return globs.stream().anyMatch(glob -> glob.matches(value));
    }
}
