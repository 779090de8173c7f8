package dev.wsctl.server.broker;

/**
 * Told of what arrives from other instances. Called on the broker's own event loop: must neither block nor keep it
 * busy. Messages have been validated, are not this instance's own, and are not duplicates within the window.
 */
public interface BrokerListener {

    /** @param message a complete message, ready to be delivered to the room's local members as it is */
    void onRoomMessage(String room, byte[] message);

    /** @param message a complete message for every local member */
    void onMessageToEveryone(byte[] message);

    /**
     * Messages of other instances may be missing: the room's subscription was lost, and they are not recorded or not all
     * of them. What follows is whole again.
     *
     * @param reason one word for programs
     */
    default void onGap(String room, String reason) {}

    /** The broker became connected or degraded. */
    void onStateChange(BrokerStatus status);
}
