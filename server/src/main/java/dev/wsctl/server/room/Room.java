package dev.wsctl.server.room;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A room that has at least one local member, or one about to be admitted. */
public final class Room {

    private final String name;
    private final CompletionStage<@Nullable Void> subscribed;
    private final MemberList[] byLoop;
    private final int capacity;

    /** Members entered and not left; guarded by the directory's entry for this name. */
    int population;

    /** @param capacity messages that may wait for one of its members */
    Room(String name, CompletionStage<@Nullable Void> subscribed, int loops, int capacity) {
        this.capacity = capacity;
        this.name = name;
        this.subscribed = subscribed;
        this.byLoop = new MemberList[loops];
        for (int i = 0; i < loops; i++) {
            byLoop[i] = new MemberList();
        }
    }

    public String name() {
        return name;
    }

    /** Completed when messages from other instances are sure to arrive, or nothing can be waited for. */
    public CompletionStage<@Nullable Void> subscribed() {
        return subscribed;
    }

    int capacity() {
        return capacity;
    }

    MemberList on(int loop) {
        return byLoop[loop];
    }
}
