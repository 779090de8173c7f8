package dev.wsctl.server.protocol;

/** What a room may be called: {@code [A-Za-z0-9_.#-]{1,64}}, so that it fits into a channel name unescaped. */
public final class RoomName {

    /** The rule in words, for messages to users. */
    public static final String RULE = "1 to 64 of A-Z a-z 0-9 _ . # -";

    private RoomName() {}

    public static boolean isValid(String name) {
        return hasOnly(name, "_.#-");
    }

    static boolean hasOnly(String name, String marks) {
        if (name.isEmpty() || name.length() > 64) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && marks.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
