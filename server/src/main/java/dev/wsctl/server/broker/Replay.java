package dev.wsctl.server.broker;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a room has missed (D6).
 *
 * @param messages complete messages, oldest first
 * @param known ids of these and of messages the reader has had before: what of them still arrives is to be dropped
 * @param shortfall why this may not be all; null if it is exactly what was missed
 */
public record Replay(
        List<byte[]> messages, Set<String> known, @Nullable Shortfall shortfall) {

    /** Why a replay may not be complete. */
    public enum Shortfall {
        /** This server records nothing. */
        NOT_RECORDED,
        /** None of the ids is in the stream, or not any more. */
        UNKNOWN_ID,
        /** The stream does not reach back that far. */
        TRIMMED,
        /** More than a replay may hold; these are the newest. */
        TOO_MUCH,
        /** Some messages were said while an instance could not reach Redis. */
        UNRECORDED,
        /** Redis did not answer. */
        UNAVAILABLE
    }

    /** The same, but for a shortfall; the one there is stays. */
    Replay shortBy(Shortfall why) {
        return shortfall == null ? new Replay(messages, known, why) : this;
    }

    static Replay none(Shortfall why) {
        return new Replay(List.of(), Set.of(), why);
    }
}
