package dev.wsctl.load.engine;

/** What a close code means, in the words of RFC 6455, its registry at IANA, and docs/protocol.md. */
final class CloseCodes {

    /** No code was sent. */
    static final int NONE = 1005;

    private CloseCodes() {}

    /** How a server ended a connection, in words. */
    static String said(int code, String reason) {
        String said = code == NONE
                ? "closed by the server without a code"
                : "closed by the server with " + code + " (" + meaning(code) + ")";
        return reason.isEmpty() ? said : said + ": " + Opening.shown(reason);
    }

    static String meaning(int code) {
        return switch (code) {
            case 1000 -> "normal";
            case 1001 -> "going away";
            case 1002 -> "protocol error";
            case 1003 -> "unsupported data";
            case 1007 -> "invalid text";
            case 1008 -> "policy violation, for example sent too fast";
            case 1009 -> "message too big";
            case 1010 -> "extension missing";
            case 1011 -> "internal error of the server";
            case 1012 -> "service restart";
            case 1013 -> "overload, try again later";
            case 1014 -> "bad gateway";
            case 4008 -> "this client read too slowly";
            case 4009 -> "no pong in time";
            default -> code >= 3000 && code < 5000 ? "the application's own code" : "unknown code";
        };
    }
}
