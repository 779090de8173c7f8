package dev.wsctl.load.dialect;

import java.net.URI;

/**
 * One connection's identity. Room and name consist of {@code [A-Za-z0-9._-]} only, so that they need no escaping in a
 * URL or in JSON.
 *
 * @param number the connection's number, from 0
 * @param target the URL given by the user
 */
public record Member(int number, String room, String name, URI target) {}
