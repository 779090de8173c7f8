package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened to connections since start: each limit that was enforced counts here. Thread-safe. */
final class ConnectionCounts {

    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private final Map<CloseCode, LongAdder> closed = new EnumMap<>(CloseCode.class);
    private final LongAdder closedByClient = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder messages = new LongAdder();

    ConnectionCounts() {
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, new LongAdder());
        }
        for (CloseCode code : CloseCode.values()) {
            closed.put(code, new LongAdder());
        }
    }

    void refused(Refusal why) {
        count(refused.get(why));
    }

    /** This side closes. */
    void closed(CloseCode code) {
        count(closed.get(code));
    }

    private static void count(@org.jspecify.annotations.Nullable LongAdder adder) {
        if (adder != null) {
            adder.increment();
        }
    }

    /** The client says goodbye. */
    void closedByClient() {
        closedByClient.increment();
    }

    /** It ended without a close frame from either side. */
    void broken() {
        broken.increment();
    }

    /** A text came from a client. */
    void message() {
        messages.increment();
    }

    long messages() {
        return messages.sum();
    }

    /** By reason; all of them, also at zero. */
    Map<String, Long> refusals() {
        Map<String, Long> counts = new LinkedHashMap<>();
        refused.forEach((why, count) -> counts.put(why.label(), count.sum()));
        return counts;
    }

    /** By close code, {@code client} where the client closed, {@code none} where nobody did; all of them, also at zero. */
    Map<String, Long> closings() {
        Map<String, Long> counts = new LinkedHashMap<>();
        closed.forEach((code, count) -> counts.put(Integer.toString(code.code()), count.sum()));
        counts.put("client", closedByClient.sum());
        counts.put("none", broken.sum());
        return counts;
    }
}
