package dev.wsctl.server.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose a message is: the sessions behind the last messages said on {@code /chat} of this instance, so that a client may
 * change and delete its own. Thread-safe.
 */
final class Authorship {

    private static final int REMEMBERED = 16_384;

    private final Map<String, String> sessions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void said(String messageId, String session) {
        sessions.put(messageId, session);
    }

    synchronized boolean isBy(String messageId, String session) {
        return session.equals(sessions.get(messageId));
    }
}
