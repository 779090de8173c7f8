package dev.wsctl.server.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message of the global channel says to an instance, beyond its {@link Envelope}.
 *
 * @param counts of a presence message; zero in others
 * @param clientId of a user_disconnected message; empty in others
 */
public record GlobalMessage(MessageType type, PresenceCounts counts, String clientId) {

    /** @throws MalformedMessageException if it is not a message of the global channel */
    public static GlobalMessage parse(byte[] message) throws MalformedMessageException {
        MessageType type = Envelope.parseGlobalMessage(message).type();
        Fields fields = new Fields();
        FlatJson.scan(message, fields);
        return new GlobalMessage(
                type,
                new PresenceCounts(fields.guests, fields.members, fields.admins),
                Objects.requireNonNullElse(fields.clientId, ""));
    }

    private static final class Fields implements FlatJson.Visitor {
        private long guests;
        private long members;
        private long admins;
        private @Nullable String clientId;

        @Override
        public void string(String name, FlatJson.StringValue value) throws MalformedMessageException {
            if (name.equals("client_id")) {
                clientId = value.text();
            }
        }

        @Override
        public void number(String name, double value) {
            switch (name) {
                case "guests" -> guests = (long) value;
                case "members" -> members = (long) value;
                case "admins" -> admins = (long) value;
                default -> {
                    // Not about presence.
                }
            }
        }
    }
}
