package dev.wsctl.server.room;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A room that has at least one local member, or one about to be admitted. */
public final class Room {

    private final String name;
    private final CompletionStage<@Nullable Void> subscribed;
    private final MemberList[] byLoop;

    /** Members entered and not left; guarded by the directory's entry for this name. */
    int population;

    Room(String name, CompletionStage<@Nullable Void> subscribed, int loops) {
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

    MemberList on(int loop) {
        return byLoop[loop];
    }
}
