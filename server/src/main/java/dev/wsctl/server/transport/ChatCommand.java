package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.FlatJson;
import dev.wsctl.server.protocol.MalformedMessageException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One frame of {@code /chat}; fields that are absent are null. */
final class ChatCommand implements FlatJson.Visitor {

    private @Nullable String type;
    private @Nullable String text;
    private @Nullable String id;
    private @Nullable String clientId;

    private ChatCommand() {}

    static ChatCommand parse(byte[] message) throws MalformedMessageException {
        ChatCommand command = new ChatCommand();
        FlatJson.scan(message, command);
        return command;
    }

    @Override
    public void string(String name, FlatJson.StringValue value) throws MalformedMessageException {
        switch (name) {
            case "type" -> type = value.text();
            case "text" -> text = value.text();
            case "id" -> id = value.text();
            case "client_id" -> clientId = value.text();
            default -> {
                // Later versions of clients may send more.
            }
        }
    }

    /** Empty if absent. */
    String type() {
        return Objects.requireNonNullElse(type, "");
    }

    @Nullable String text() {
        return text;
    }

    /** The message it is about. */
    @Nullable String id() {
        return id;
    }

    @Nullable String clientId() {
        return clientId;
    }
}
