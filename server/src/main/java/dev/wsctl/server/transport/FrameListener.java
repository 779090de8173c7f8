package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;

/**
 * Receives what a {@link FrameDecoder} decodes. Arrays belong to the decoder and change after the call.
 */
interface FrameListener {

    /** A whole text message, valid UTF-8, in {@code [from, to)}. */
    void onText(byte[] bytes, int from, int to);

    /** A whole binary message in {@code [from, to)}. */
    void onBinary(byte[] bytes, int from, int to);

    /** A ping whose payload is in {@code [0, length)}. */
    void onPing(byte[] payload, int length);

    void onPong();

    /**
     * The client closes; nothing more will be decoded.
     *
     * @param payload valid: empty, or a code that may be sent and a UTF-8 reason, in {@code [0, length)}
     */
    void onClose(byte[] payload, int length);

    /** The client broke a rule; nothing more will be decoded. */
    void onViolation(CloseCode code);
}
