package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is replaced when it broke: after a timeout the late answer would be taken for the answer to the next
 * command.
 */
final class Line implements AutoCloseable {
    private final RedisSource source;
    private final RedisNode like;
    private @Nullable RedisNode node;

    Line(RedisSource source, RedisNode like) {
        this.source = source;
        this.like = like;
    }

    /** Connected and logged in; {@code deadline} holds for that and for what is done with it next. */
    RedisNode open(Deadline deadline) {
        like.deadline(deadline);
        RedisNode open = node;
        if (open == null) {
            open = source.dropped(like);
            node = open;
        }
        open.deadline(deadline);
        return open;
    }

    /** To be called with every failure of a command on {@link #open}. */
    void failed(RedisFailure failure) {
        switch (failure.kind()) {
            case NOPERM, READONLY, LOADING -> {}
            default -> close();
        }
    }

    @Override
    public void close() {
        RedisNode open = node;
        if (open != null) {
            open.close();
            node = null;
        }
    }
}
