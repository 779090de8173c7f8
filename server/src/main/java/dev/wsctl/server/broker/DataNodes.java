package dev.wsctl.server.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which server keeps which key. */
interface DataNodes {

    /** On the loop: begins to connect. */
    void open();

    /** Where a key is kept; null while nobody is known to keep it. Any thread. */
    @Nullable DataNode of(String key);

    /** All servers there are now. Any thread. */
    List<DataNode> all();

    /** What to do about a transaction or command that was refused; true if it is worth another attempt now. On any thread. */
    boolean heed(String key, Throwable refusal);

    /** Why no server is known, or the one there is out of reach. */
    String lastError();
}
