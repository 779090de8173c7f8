package dev.wsctl.load.dialect;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference server's protocol, docs/protocol.md: joins by URL without being announced, has joined when the frame of
 * type {@code joined} arrives. A target without a path means {@code /ws}, where a frame is the text itself; on
 * {@code /chat} the text travels in a JSON object.
 */
public final class ChatDialect implements Dialect {

    /** How the one frame begins that a member does something about; looked at from its end, where a message differs at once. */
    private static final String SHUTDOWN = "{\"type\":\"server_shutdown\"";

    private static final Pattern WAIT = Pattern.compile("\"reconnect_in_ms\":(\\d{1,9})\\b");

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
    public Optional<Condition> joined() {
        return Optional.of(new Condition.Contains("\"type\":\"joined\""));
    }

    @Override
    public boolean concerns(ByteBuf in, int from, int end) {
        if (end - from < SHUTDOWN.length()) {
            return false;
        }
        for (int i = SHUTDOWN.length() - 1; i >= 0; i--) {
            if (in.getByte(from + i) != SHUTDOWN.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Reaction react(Member member, String frame) {
        Matcher wait = WAIT.matcher(frame);
        return wait.find()
                ? new Reaction.ComeBackAfter(Duration.ofMillis(Long.parseLong(wait.group(1))))
                : new Reaction.Nothing();
    }

    @Override
    public Envelope envelope(Member member) {
        String path = member.target().getRawPath();
        return path != null && path.endsWith("/chat") ? JSON : Envelope.NONE;
    }
}
