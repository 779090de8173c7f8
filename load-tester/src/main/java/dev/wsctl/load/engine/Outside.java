package dev.wsctl.load.engine;

import java.io.IOException;
import java.time.Duration;

/** What a disturbance does that this module has no means for. Called by one thread. */
public interface Outside {

    /** Reaches no Redis. */
    Outside NONE = new Outside() {
        @Override
        public void pauseRedis(String url, Duration length) throws IOException {
            throw new IOException("there is no way to Redis here");
        }
    };

    /**
     * CLIENT PAUSE; nothing ends it early, since a paused Redis reads no command.
     *
     * @throws IOException with what to tell the user, no secret in it
     */
    void pauseRedis(String url, Duration length) throws IOException;
}
