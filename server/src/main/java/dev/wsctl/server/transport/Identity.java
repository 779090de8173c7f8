package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.Standing;

/**
 * Who a new member is.
 *
 * @param session the id under which it may come back
 * @param resumed whether it has come back: name and client id are then the session's
 */
record Identity(String session, String username, String clientId, boolean resumed, Standing standing) {

    Identity asAdmin() {
        return new Identity(session, username, clientId, resumed, Standing.ADMIN);
    }
}
