package dev.wsctl.server.protocol;

/** What a user or client id may be: 1 to 64 characters (code points), none of them a control character. */
public final class DisplayName {

    /** The rule in words, for messages to users. */
    public static final String RULE = "1 to 64 characters, no control characters";

    private DisplayName() {}

    public static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > 128) {
            return false;
        }
        int characters = 0;
        for (int i = 0; i < name.length(); characters++) {
            int c = name.codePointAt(i);
            if (characters == 64 || !isAllowed(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isAllowed(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE && c != 0x2028 && c != 0x2029;
    }
}
