package dev.wsctl.server.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.protocol.DisplayName;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is, over all its connections.
 *
 * @param id 128 random bits in base64url: whoever knows it is the client
 * @param createdAt ms since 1970
 */
public record Session(String id, String clientId, String username, long createdAt) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How it stands in Redis. The id is in the key. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Stored(
            @JsonProperty("client_id") String clientId,
            @JsonProperty("username") String username,
            @JsonProperty("created_at") long createdAt,
            @JsonProperty("server_id") String serverId) {}

    static Session create(String clientId, String username) {
        byte[] chance = new byte[16];
        RANDOM.nextBytes(chance);
        return new Session(BASE64.encodeToString(chance), clientId, username, System.currentTimeMillis());
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** @param serverId the instance that serves it now */
    byte[] toJson(String serverId) {
        try {
            return JSON.writeValueAsBytes(new Stored(clientId, username, createdAt, serverId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values is always JSON", e);
        }
    }

    /** Empty for what is no session of ours: others may keep theirs under the same prefix. */
    static Optional<Session> parse(String id, byte[] json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, Stored.class))
                    .filter(stored -> isName(stored.clientId) && isName(stored.username))
                    .map(stored -> new Session(id, stored.clientId, stored.username, stored.createdAt));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What others say in our place is held to the same rule as what clients say. */
    private static boolean isName(@Nullable String text) {
        return text != null && DisplayName.isValid(text);
    }

    /** Without the id, which is a secret. */
    @Override
    public String toString() {
        return "session of " + clientId;
    }
}
