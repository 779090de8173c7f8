package dev.wsctl.server.room;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How many messages may wait for a slow reader, by the name of its room (C2). */
public final class RoomCapacities {

    private final Map<Pattern, Integer> patterns = new LinkedHashMap<>();
    private final int otherwise;

    /**
     * @param globs where a star stands for any characters; the first that matches counts
     * @param otherwise for rooms that no pattern matches
     */
    public RoomCapacities(Map<String, Integer> globs, int otherwise) {
        globs.forEach((glob, capacity) ->
                patterns.put(Pattern.compile(("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q")), capacity));
        this.otherwise = otherwise;
    }

    int of(String room) {
        for (Map.Entry<Pattern, Integer> each : patterns.entrySet()) {
            if (each.getKey().matcher(room).matches()) {
                return each.getValue();
            }
        }
        return otherwise;
    }
}
