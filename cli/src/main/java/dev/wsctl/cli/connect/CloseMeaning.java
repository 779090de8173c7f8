package dev.wsctl.cli.connect;

/**
 * What a close code means and what to do: RFC 6455 section 7.4, IANA's registry, and the reference server's own (the table in
 * docs/protocol.md).
 *
 * @param meaning a half sentence
 * @param advice likewise; empty when there is nothing to do
 */
public record CloseMeaning(String meaning, String advice) {
    public static CloseMeaning of(int code) {
        return switch (code) {
            case 1000 -> new CloseMeaning("normal", "");
            case 1001 -> new CloseMeaning("the server goes away, or a browser leaves the page", "reconnect");
            case 1002 -> new CloseMeaning("protocol error", "a frame was not as RFC 6455 wants it: fix the client");
            case 1003 -> new CloseMeaning("a kind of data it does not take", "send text instead of binary, or reverse");
            case 1005 -> new CloseMeaning("closed without a code", "");
            case 1006 ->
                new CloseMeaning(
                        "the connection broke: no close frame came", "did the server die, or a proxy cut it as idle?");
            case 1007 -> new CloseMeaning("text that is not UTF-8", "fix the client");
            case 1008 -> new CloseMeaning("against its policy, for example sent too fast", "slow down, then reconnect");
            case 1009 -> new CloseMeaning("a message too big for it", "send less at once");
            case 1010 -> new CloseMeaning("an extension is missing", "ask for what the server demands");
            case 1011 -> new CloseMeaning("the server's own fault", "look at its log; reconnect after a pause");
            case 1012 -> new CloseMeaning("the instance restarts", "reconnect after a random pause");
            case 1013 -> new CloseMeaning("overload", "reconnect later, to another instance if possible");
            case 1014 -> new CloseMeaning("a gateway got no valid answer from the server behind it", "is that one up?");
            case 1015 -> new CloseMeaning("the TLS handshake failed", "check the certificate");
            case 4008 -> new CloseMeaning("this client reads too slowly", "reconnect, read faster");
            case 4009 -> new CloseMeaning("no pong in time", "reconnect; is the network or this machine stuck?");
            case 4010 -> new CloseMeaning("disconnected by an administrator", "");
            default -> unknown(code);
        };
    }

    private static CloseMeaning unknown(int code) {
        if (code >= 4000 && code < 5000) {
            return new CloseMeaning("a code of the application's own", "its documentation knows");
        }
        return code >= 3000 && code < 4000
                ? new CloseMeaning("a code that a library or framework has registered", "IANA's list knows")
                : new CloseMeaning("a code that RFC 6455 does not know", "");
    }

    /** Whether the connection came to the end it was meant to have. */
    public static boolean normal(int code) {
        return code == 1000 || code == 1001 || code == 1005;
    }
}
