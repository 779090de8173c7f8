package dev.wsctl.load.dialect;

/** How to join a room, send a message, and recognise a delivery on one kind of server. */
public interface Dialect {

    /** The name under which users ask for it. */
    String name();
}
