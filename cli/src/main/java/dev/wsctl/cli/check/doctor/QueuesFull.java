package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.SampledKey;
import java.util.ArrayList;
import java.util.List;

/** MEM07: queues of Django Channels that nobody empties. */
final class QueuesFull implements Check {
    private static final Setting CAPACITY = Setting.number("capacity", 100, "messages a queue holds");
    private static final Setting WARNING = Setting.percent("warning", 80, "warning from this share of it");

    private static final Rule RULE = Rule.of("MEM07", "A queue is not emptied")
            .why("channels_redis keeps a queue for each process, and drops messages once it is full. One that fills"
                    + " belongs to a process that is dead or stuck.")
            .threshold(
                    "warning from {warning} of {capacity} messages, critical from all; in-flight lists have a time to"
                            + " live",
                    "channels_redis: capacity 100")
            .settings(CAPACITY, WARNING)
            .remedy(
                    "find the process that should read it and restart it",
                    "redis-cli del '{key}', if that process is gone for good")
            .affects("the users of that process; memory of Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>();
        double capacity = limits.of(RULE, CAPACITY);
        for (SampledKey key : evidence.keys().need().keys()) {
            String name = key.name();
            if (!name.startsWith("asgi") || name.startsWith("asgi:group:")) {
                continue;
            }
            String evidenceText = key.type() + " of " + key.size() + ", TTL " + key.ttlMillis() + " ms";
            if (name.endsWith("$inflight") && key.ttlMillis() < 0) {
                found.add(Found.warning(name, name + " holds messages in flight and never expires", evidenceText)
                        .with("key", name));
            } else if (key.size() >= limits.of(RULE, WARNING) * capacity) {
                String title = name + " holds " + key.size() + " messages of " + Unit.plain(capacity);
                found.add((key.size() >= capacity
                                ? Found.critical(name, title, evidenceText)
                                : Found.warning(name, title, evidenceText))
                        .with("key", name));
            }
        }
        return found;
    }
}
