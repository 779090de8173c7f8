package dev.wsctl.load.dialect;

import java.net.URI;
import java.util.Map;

/**
 * One connection's identity. Room and name consist of {@code [A-Za-z0-9._-]} only, so that they need no escaping in a
 * URL or in JSON.
 *
 * @param number the connection's number, from 0
 * @param target the URL given by the user
 * @param row of the user's data that is this connection's, by column; values may need escaping. May hold tokens
 */
public record Member(int number, String room, String name, URI target, Map<String, String> row) {

    /** One without data. */
    public Member(int number, String room, String name, URI target) {
        this(number, room, name, target, Map.of());
    }

    /** Without the data. */
    @Override
    public String toString() {
        return "Member[" + number + ", " + room + ", " + name + "]";
    }
}
