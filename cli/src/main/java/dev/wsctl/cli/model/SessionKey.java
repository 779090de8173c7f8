package dev.wsctl.cli.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that is a session.
 *
 * @param ttlMillis −1 for never
 */
public record SessionKey(String name, String type, long ttlMillis) {
    /**
     * @param value of a string, unpacked where it is compressed; null for other types
     * @param fields of a hash; empty for other types
     * @param compressed whether it is stored in zlib's format, as the server and web frameworks' caches do with long ones
     */
    public record Content(
            SessionKey key, @Nullable String value, Map<String, String> fields, long size, boolean compressed) {}

    /**
     * @param more there are others beyond the limit
     * @param gaps what was not looked at and why
     */
    public record Listing(List<SessionKey> keys, boolean more, List<String> gaps) {}
}
