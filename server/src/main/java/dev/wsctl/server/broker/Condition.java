package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a lane, or all of them together, is at one moment; the parts of {@link BrokerStatus} that are no counts. */
record Condition(
        State state,
        Instant since,
        boolean hearsItself,
        @Nullable String lastError) {

    /** As bad as the worst of them, since when the last of those became so. None at all: still connecting. */
    static Condition worst(List<Condition> all, Instant start) {
        State state = State.CONNECTED;
        for (Condition one : all) {
            if (one.state == State.DEGRADED || (one.state == State.CONNECTING && state == State.CONNECTED)) {
                state = one.state;
            }
        }
        if (all.isEmpty()) {
            return new Condition(State.CONNECTING, start, false, null);
        }
        State worst = state;
        List<Condition> those = all.stream().filter(one -> one.state == worst).toList();
        return new Condition(
                worst,
                those.stream().map(Condition::since).max(Instant::compareTo).orElse(start),
                all.stream().allMatch(Condition::hearsItself),
                those.stream()
                        .map(Condition::lastError)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }
}
