package dev.wsctl.server.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One complete plain HTTP request.
 *
 * @param body empty unless something was posted
 * @param from the address of whoever sent it, for the log
 */
record HttpCall(HttpRequest head, QueryStringDecoder uri, String body, String from) {

    String path() {
        return uri.rawPath();
    }

    @Nullable String header(CharSequence name) {
        return head.headers().get(name);
    }

    /** A parameter of the query; null if it is not there or the query cannot be decoded. */
    @Nullable String query(String name) {
        return first(uri, name);
    }

    /** A field of the posted form, likewise. */
    @Nullable String field(String name) {
        return first(new QueryStringDecoder(body, false), name);
    }

    private static @Nullable String first(QueryStringDecoder decoder, String name) {
        try {
            Map<String, List<String>> parameters = decoder.parameters();
            List<String> values = parameters.getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.get(0);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Nullable String cookie(String name) {
        String header = header(HttpHeaderNames.COOKIE);
        if (header == null) {
            return null;
        }
        return ServerCookieDecoder.STRICT.decode(header).stream()
                .filter(cookie -> cookie.name().equals(name))
                .map(Cookie::value)
                .findFirst()
                .orElse(null);
    }
}
