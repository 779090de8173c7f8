package dev.wsctl.server.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which lane carries which channel: one for all, or one for each master of a Cluster with sharded pub/sub. */
interface Routes {

    /** On the loop: begins to connect. */
    void open();

    /** On the loop. */
    void close();

    /** On the loop: see {@link Broker#subscribe}. */
    void want(String roomChannel, CompletableFuture<@Nullable Void> whenConfirmed);

    /** On the loop. */
    void drop(String roomChannel);

    /** On the loop: whether what is said on a room's channel, which is wanted, arrives here or soon will. */
    boolean hears(String roomChannel);

    /** Where a room's channel is published; null while nobody serves it. Any thread. */
    @Nullable Lane of(String roomChannel);

    /** What carries the channel that every instance listens to. Any thread. */
    Lane global();

    /** All lanes there are now. Any thread. */
    List<Lane> lanes();

    /** On the loop: a lane has lost a connection or could not make one. */
    void troubled();

    /** On the loop. */
    void evicted(Lane lane, String channel, @Nullable Redirection where);

    /**
     * On the loop: heeds that a question asked on this lane was refused.
     *
     * @return where to ask instead, saying ASKING first; null if that is the same lane as ever, or the one that {@link #of}
     *     tells now
     */
    @Nullable Lane redirected(Lane lane, Throwable refusal);

    /** On the loop. */
    boolean publishElsewhere(Lane lane, Outgoing message, Throwable refusal);

    /** On the loop: whether what was said before this message on its channel is still under way on another lane. */
    boolean isAheadOf(Lane lane, Outgoing message);

    /** Why the way to a channel is not known; null if it is. */
    @Nullable String lastError();
}
