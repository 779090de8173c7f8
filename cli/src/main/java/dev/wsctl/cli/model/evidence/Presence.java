package dev.wsctl.cli.model.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is connected, as the sorted sets of presence say: entries by instance.
 *
 * @param members that were confirmed within the last 35 s: those that readers count
 * @param stale that were not, and that somebody should have removed
 * @param complete false when there were more than were looked at
 */
public record Presence(Map<String, Long> members, Map<String, Long> stale, boolean complete) {
    public Presence {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
        stale = Collections.unmodifiableMap(new TreeMap<>(stale));
    }
}
