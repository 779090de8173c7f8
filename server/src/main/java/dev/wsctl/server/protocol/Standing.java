package dev.wsctl.server.protocol;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a connected client counts as (E4). */
public enum Standing {
    /** Has not said who it is: bears a name the server has made up. */
    GUEST,
    /** Came with a name of its own. */
    MEMBER,
    /** Showed the admin token at its handshake. */
    ADMIN;

    private static final String GUEST_PREFIX = "guest-";
    private static final Pattern MADE_UP = Pattern.compile(GUEST_PREFIX + "[0-9a-f]{8}");

    /** What a client without the admin token is; a guest that resumes its session stays one. */
    public static Standing of(String username) {
        return username.startsWith(GUEST_PREFIX) && MADE_UP.matcher(username).matches() ? GUEST : MEMBER;
    }

    /** As it stands in keys and messages: guests, members, admins. */
    public String plural() {
        return name().toLowerCase(Locale.ROOT) + "s";
    }
}
