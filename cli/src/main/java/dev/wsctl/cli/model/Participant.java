package dev.wsctl.cli.model;

import java.util.List;

/**
 * One target of a delivery check.
 *
 * @param label short and unique among the targets, for tables
 * @param url as given, without secrets
 * @param asked members that should have joined there
 * @param joined members that did
 * @param failures why the others did not, or why they left early
 * @param redis what the instance says of its own connection to Redis
 */
public record Participant(String label, String url, int asked, int joined, List<String> failures, RedisLink redis) {
    public Participant {
        failures = List.copyOf(failures);
    }

    public boolean present() {
        return joined > 0;
    }
}
