package dev.wsctl.load.dialect;

import java.net.URI;
import java.util.Optional;

/**
 * The reference server's protocol, docs/protocol.md: joins by URL without being announced, has joined when the frame of
 * type {@code joined} arrives. A target without a path means {@code /ws}, where a frame is the text itself; on
 * {@code /chat} the text travels in a JSON object.
 */
public final class ChatDialect implements Dialect {

    private static final Envelope JSON = new Envelope("{\"type\":\"chat\",\"text\":\"", "\"}");

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public URI url(Member member) {
        URI target = member.target();
        String path = target.getRawPath() == null || target.getRawPath().length() <= 1 ? "/ws" : target.getRawPath();
        String given = target.getRawQuery() == null ? "" : target.getRawQuery() + "&";
        return URI.create(target.getScheme() + "://" + target.getRawAuthority() + path + "?" + given + "room="
                + member.room() + "&username=" + member.name() + "&client_id=" + member.name() + "&announce=false");
    }

    @Override
    public Optional<String> joinedText() {
        return Optional.of("\"type\":\"joined\"");
    }

    @Override
    public Envelope envelope(Member member) {
        String path = member.target().getRawPath();
        return path != null && path.endsWith("/chat") ? JSON : Envelope.NONE;
    }
}
