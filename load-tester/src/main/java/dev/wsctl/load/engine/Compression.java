package dev.wsctl.load.engine;

/**
 * What client and server agreed on for permessage-deflate, RFC 7692.
 *
 * @param serverKeepsContext the server's messages refer back to earlier ones of the connection: it needs an inflater of its own
 */
record Compression(boolean serverKeepsContext) {

    /**
     * What is asked for. Our own messages never refer back, so that one deflater serves a whole event loop; and as Java's has one
     * window only, the server is not told that it may ask for a smaller one.
     */
    static final String OFFER = "permessage-deflate; client_no_context_takeover";

    /**
     * Reads the server's answer.
     *
     * @param extensions the header's value; empty if there is none
     * @throws ProtocolViolation if it is not what was asked for
     */
    static Compression agreed(String extensions) throws ProtocolViolation {
        if (extensions.isEmpty()) {
            throw new ProtocolViolation("the server did not agree to permessage-deflate");
        }
        String[] parts = extensions.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase("permessage-deflate")) {
            throw new ProtocolViolation("the server uses an extension nobody asked for");
        }
        boolean keeps = true;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].strip().split("=", 2);
            switch (parameter[0].strip()) {
                case "server_no_context_takeover" -> keeps = false;
                // What our offer says of itself; and any window fits into ours.
                case "client_no_context_takeover", "server_max_window_bits" -> {}
                default ->
                    throw new ProtocolViolation(
                            "the server answered permessage-deflate with a parameter nobody offered: "
                                    + Opening.shown(parameter[0]));
            }
        }
        return new Compression(keeps);
    }
}
