package dev.wsctl.server.transport;

import dev.wsctl.server.broker.ReplayFrom;
import dev.wsctl.server.cluster.Occupant;
import dev.wsctl.server.protocol.CloseCode;
import dev.wsctl.server.protocol.DisplayName;
import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.Standing;
import dev.wsctl.server.room.Member;
import dev.wsctl.server.room.Room;
import dev.wsctl.server.room.Rooms;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A room's member at the other end of a socket: {@code /ws} and {@code /chat}. */
final class ChatHandler extends WebSocketHandler {

    private final Rooms rooms;
    private final Admission admission;
    private final Member member;
    private final RateLimit rateLimit;
    private final boolean json;
    private boolean leaving;
    private final ChatServices services;
    private final Occupant occupant;
    private final String session;
    private @Nullable Authorship authorship;
    private final boolean watching;
    private final @Nullable ReplayFrom replayFrom;

    /** @param json whether frames are JSON objects, as on {@code /chat} */
    ChatHandler(
            Loop loop,
            Channel channel,
            ChatServices services,
            Room room,
            Identity who,
            JoinRequest request,
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
                request.announced(),
                m -> fail(CloseCode.SLOW_READER));
        this.rateLimit = new RateLimit(
                services.limits().messagesPerSecond(), services.limits().messageBurst(), System.nanoTime());
        this.json = json;
        this.services = services;
        this.occupant = new Occupant(room.name(), who.clientId(), who.username(), who.standing());
        this.session = who.session();
        this.watching = request.presence();
        this.replayFrom = request.replay();
    }

    /** The handshake is about to be answered: whatever is said from now on is received, behind the answer. */
    void enter() {
        if (replayFrom != null) {
            member.hold();
        }
        rooms.admit(member);
        services.presence().enter(occupant);
    }

    /** The handshake is answered: take part. */
    void begin() {
        ReplayFrom from = replayFrom;
        if (watching) {
            reply(loop().messages().presence(services.presence().counts()));
            services.watchers().add(this);
        }
        if (member.isAnnounced()) {
            rooms.say(member.room(), loop().messages().userJoined(member.room().name(), member.username()));
        }
        if (from != null) {
            rooms.replay(member.room(), from)
                    .whenComplete((replay, error) -> loop().executor().execute(() -> {
                        if (replay != null && !isClosing()) {
                            new ReplaySender(loop(), channel(), member, replay, this::isClosing).start();
                        }
                    }));
        }
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        // What comes before the client's answer to our going was said in good faith: the other instances still get it.
        if (isClosing() && !leaving) {
            return;
        }
        loop().counts().message();
        if (!rateLimit.tryTake(System.nanoTime())) {
            fail(CloseCode.POLICY);
        } else if (json) {
            handle(Arrays.copyOfRange(bytes, from, to));
        } else {
            rooms.say(
                    member.room(),
                    loop().messages().chatMessage(member.room().name(), member.username(), bytes, from, to));
        }
    }

    /** Made when first needed: most connections never do. */
    private Authorship authorship() {
        Authorship known = authorship;
        if (known == null) {
            known = new Authorship(session);
            authorship = known;
        }
        return known;
    }

    private void handle(byte[] message) {
        try {
            handle(ChatCommand.parse(message));
        } catch (MalformedMessageException e) {
            refuse("bad_json", e.reason());
        }
    }

    private void handle(ChatCommand command) {
        String text = command.text();
        String id = Objects.requireNonNullElse(command.id(), "");
        String clientId = command.clientId();
        switch (command.type()) {
            case "ping" -> reply(loop().messages().pong());
            case "who" -> answerWho();
            case "chat" -> {
                if (text == null) {
                    refuse("text_missing", "chat needs a text");
                } else {
                    rooms.say(
                            member.room(),
                            loop().messages()
                                    .signedChatMessage(
                                            member.room().name(),
                                            member.username(),
                                            text.getBytes(StandardCharsets.UTF_8),
                                            authorship().suffix()));
                }
            }
            case "delete" -> {
                if (mayChange(id)) {
                    rooms.say(
                            member.room(), loop().messages().messageDeleted(occupant.room(), occupant.username(), id));
                }
            }
            case "update" -> {
                if (text == null) {
                    refuse("text_missing", "update needs a text");
                } else if (mayChange(id)) {
                    rooms.say(
                            member.room(),
                            loop().messages().messageUpdated(occupant.room(), occupant.username(), id, text));
                }
            }
            case "disconnect" -> {
                if (occupant.standing() != Standing.ADMIN) {
                    refuse("not_allowed", "only an administrator disconnects others");
                } else if (clientId == null || !DisplayName.isValid(clientId)) {
                    refuse("client_id_missing", "disconnect needs a client_id");
                } else {
                    services.disconnect().accept(clientId);
                }
            }
            default -> refuse("unknown_type", "type must be chat, update, delete, who, ping or disconnect");
        }
    }

    private boolean mayChange(String messageId) {
        if (!Envelope.isId(messageId)) {
            refuse("id_missing", "update and delete need the id of a message");
            return false;
        }
        if (occupant.standing() != Standing.ADMIN && !authorship().isOf(messageId)) {
            refuse("not_allowed", "not one of the messages that this session said on /chat");
            return false;
        }
        return true;
    }

    private void answerWho() {
        services.presence()
                .in(occupant.room())
                .whenComplete((answer, error) -> loop().executor().execute(() -> {
                    if (!isClosing() && answer != null) {
                        reply(loop().messages().who(occupant.room(), answer.members(), answer.complete()));
                    }
                }));
    }

    /** Whether it is a connection of this client. From any thread. */
    boolean isOf(String clientId) {
        return occupant.clientId().equals(clientId);
    }

    /** Ends the connection; its session cannot be resumed. */
    void disconnect() {
        services.identification().forget(session);
        close(CloseCode.DISCONNECTED);
    }

    private void refuse(String code, String message) {
        reply(loop().messages().error(code, message));
    }

    void reply(byte[] message) {
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
        services.presence().leave(occupant);
        if (watching) {
            services.watchers().remove(this);
        }
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
        if (isClosing()) {
            return;
        }
        leaving = true;
        reply(loop().messages().serverShutdown(reconnectInMillis));
        close(CloseCode.RESTART);
    }
}
