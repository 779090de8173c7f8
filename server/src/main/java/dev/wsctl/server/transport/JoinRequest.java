package dev.wsctl.server.transport;

import dev.wsctl.server.broker.ReplayFrom;
import dev.wsctl.server.protocol.DisplayName;
import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.RoomName;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for on {@code /ws} or {@code /chat}, valid.
 *
 * @param session the session it wants to resume; null for a new one
 * @param announced whether the room is told of its coming and going
 * @param replay from where on it wants what was said before; null if not at all
 * @param presence whether it wants to be told how many clients there are
 */
record JoinRequest(
        String room,
        String username,
        String clientId,
        @Nullable String session,
        boolean announced,
        boolean presence,
        @Nullable ReplayFrom replay) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_SESSION_LENGTH = 128;
    private static final int MOST_LAST_IDS = 64;

    /**
     * @param lenient whether missing parameters get defaults, as on {@code /chat}
     * @throws BadRequestException naming the parameter that is missing or not allowed
     */
    static JoinRequest parse(QueryStringDecoder uri, boolean lenient) throws BadRequestException {
        Map<String, List<String>> parameters;
        try {
            parameters = uri.parameters();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "the query is not valid percent-encoding");
        }
        String session = first(parameters, "session");
        if (session != null && (session.isEmpty() || session.length() > MAX_SESSION_LENGTH)) {
            throw new BadRequestException(400, "session is not a session id");
        }
        boolean identified = lenient || session != null;
        return new JoinRequest(
                required(parameters, "room", RoomName::isValid, RoomName.RULE, lenient ? "general" : null),
                required(
                        parameters,
                        "username",
                        DisplayName::isValid,
                        DisplayName.RULE,
                        identified ? "guest-" + randomHex(4) : null),
                required(
                        parameters,
                        "client_id",
                        DisplayName::isValid,
                        DisplayName.RULE,
                        identified ? randomHex(8) : null),
                session,
                yesOrNo(parameters, "announce", true),
                yesOrNo(parameters, "presence", false),
                replay(first(parameters, "since"), first(parameters, "last_id")));
    }

    private static String required(
            Map<String, List<String>> parameters,
            String name,
            Predicate<String> valid,
            String rule,
            @Nullable String otherwise)
            throws BadRequestException {
        String value = first(parameters, name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value == null) {
            throw new BadRequestException(400, name + " is missing: " + rule);
        }
        if (!valid.test(value)) {
            throw new BadRequestException(400, name + " is not allowed: " + rule);
        }
        return value;
    }

    private static @Nullable ReplayFrom replay(@Nullable String since, @Nullable String lastId)
            throws BadRequestException {
        if (since != null && lastId != null) {
            throw new BadRequestException(400, "since and last_id exclude each other");
        }
        if (since != null) {
            if (!since.matches("\\d{1,8}")) {
                throw new BadRequestException(400, "since is not allowed: a number of seconds");
            }
            return new ReplayFrom.Age(Duration.ofSeconds(Long.parseLong(since)));
        }
        return lastId == null ? null : replayFrom(lastId);
    }

    private static ReplayFrom replayFrom(String lastId) throws BadRequestException {
        if (ReplayFrom.Entry.isId(lastId)) {
            return new ReplayFrom.Entry(lastId, false);
        }
        Set<String> ids = Arrays.stream(lastId.split(",", MOST_LAST_IDS + 1))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (ids.isEmpty() || ids.size() > MOST_LAST_IDS || !ids.stream().allMatch(Envelope::isId)) {
            throw new BadRequestException(
                    400,
                    "last_id is not allowed: ids of messages, one for each server_id, or the id of a stream entry");
        }
        return new ReplayFrom.LastSeen(ids);
    }

    private static boolean yesOrNo(Map<String, List<String>> parameters, String name, boolean otherwise)
            throws BadRequestException {
        String value = first(parameters, name);
        if (value == null) {
            return otherwise;
        }
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw new BadRequestException(400, name + " is not allowed: true or false");
    }

    private static @Nullable String first(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private static String randomHex(int bytes) {
        byte[] chance = new byte[bytes];
        RANDOM.nextBytes(chance);
        return HexFormat.of().formatHex(chance);
    }
}
