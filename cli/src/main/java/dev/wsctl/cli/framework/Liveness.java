package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Status;
import java.util.List;

/** Compares who is subscribed with who answers: only an answer proves life. */
final class Liveness {
    private Liveness() {}

    static List<Finding> judge(Count instances, Count responding) {
        if (instances.value().isEmpty() || responding.value().isEmpty()) {
            return List.of();
        }
        long silent = instances.value().getAsLong() - responding.value().getAsLong();
        if (silent <= 0) {
            return List.of();
        }
        return List.of(new Finding(
                Status.CRITICAL,
                silent + " of " + instances.value().getAsLong() + " instances subscribed, but gave no answer: stopped,"
                        + " hung, or its event loop is blocked",
                "every subscribed instance answers",
                "find the process by its address in wsctl subscribers; restart it"));
    }
}
