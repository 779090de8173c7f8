package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;
import dev.wsctl.server.protocol.FlatJson;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.room.Member;
import dev.wsctl.server.room.Room;
import dev.wsctl.server.room.Rooms;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A room's member at the other end of a socket: {@code /ws} and {@code /chat}. */
final class ChatHandler extends WebSocketHandler {

    private final Rooms rooms;
    private final Admission admission;
    private final Member member;
    private final RateLimit rateLimit;
    private final boolean json;

    /** @param json whether frames are JSON objects, as on {@code /chat} */
    ChatHandler(
            Loop loop,
            Channel channel,
            ChatServices services,
            Room room,
            Identity who,
            boolean announced,
            boolean json,
            Runnable onEnd) {
        super(loop, channel, services.limits().maxMessageBytes(), false, onEnd);
        this.rooms = services.rooms();
        this.admission = services.admission();
        this.member = new Member(
                channel,
                loop.fanOut(),
                room,
                who.username(),
                who.clientId(),
                announced,
                m -> fail(CloseCode.SLOW_READER));
        this.rateLimit = new RateLimit(
                services.limits().messagesPerSecond(), services.limits().messageBurst(), System.nanoTime());
        this.json = json;
    }

    /** The handshake is answered: take part. */
    void begin() {
        rooms.admit(member);
        if (member.isAnnounced()) {
            rooms.say(member.room(), loop().messages().userJoined(member.room().name(), member.username()));
        }
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        if (isClosing()) {
            return;
        }
        loop().counts().message();
        if (!rateLimit.tryTake(System.nanoTime())) {
            fail(CloseCode.POLICY);
        } else if (json) {
            handle(Arrays.copyOfRange(bytes, from, to));
        } else {
            say(bytes, from, to);
        }
    }

    private void say(byte[] text, int from, int to) {
        rooms.say(
                member.room(), loop().messages().chatMessage(member.room().name(), member.username(), text, from, to));
    }

    private void handle(byte[] message) {
        Command command = new Command();
        try {
            FlatJson.scan(message, command);
        } catch (MalformedMessageException e) {
            reply(loop().messages().error("bad_json", e.reason()));
            return;
        }
        String text = command.text;
        if ("ping".equals(command.type)) {
            reply(loop().messages().pong());
        } else if ("chat".equals(command.type) && text != null) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            say(utf8, 0, utf8.length);
        } else {
            reply(loop().messages().error("unknown_type", "type must be chat, with a text, or ping"));
        }
    }

    private void reply(byte[] message) {
        ByteBuf frame = TextFrame.encode(channel().alloc(), message);
        member.send(frame, 1);
        frame.release();
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        fail(CloseCode.UNSUPPORTED_DATA);
    }

    @Override
    void onGone() {
        rooms.leave(member);
        if (member.isAnnounced()) {
            byte[] message = loop().messages().userLeft(member.room().name(), member.username());
            if (admission.isDraining()) {
                // All local members are leaving: telling each of each is work for nobody.
                rooms.tellOthers(member.room(), message);
            } else {
                rooms.say(member.room(), message);
            }
        }
    }

    @Override
    void sendLast(ByteBuf closeFrame) {
        member.sendLast(closeFrame);
    }

    @Override
    void stopSending() {
        member.stopSending();
    }

    @Override
    void shutDown(long reconnectInMillis) {
        reply(loop().messages().serverShutdown(reconnectInMillis));
        close(CloseCode.RESTART);
    }

    private static final class Command implements FlatJson.Visitor {
        private @Nullable String type;
        private @Nullable String text;

        @Override
        public void string(String name, FlatJson.StringValue value) throws MalformedMessageException {
            if (name.equals("type")) {
                type = value.text();
            } else if (name.equals("text")) {
                text = value.text();
            }
        }
    }
}
