package dev.wsctl.server.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an HTTP request is answered with.
 *
 * @param status HTTP status
 * @param contentType media type
 * @param body UTF-8 text
 * @param headers in addition to those every answer has
 */
record HttpAnswer(int status, String contentType, String body, Map<CharSequence, String> headers) {

    HttpAnswer(int status, String contentType, String body) {
        this(status, contentType, body, Map.of());
    }

    static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json; charset=utf-8", body);
    }

    /** One line for a person. */
    static HttpAnswer line(int status, String line) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", line + "\n");
    }

    /** The same with one more header. */
    HttpAnswer with(CharSequence header, String value) {
        Map<CharSequence, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, contentType, body, more);
    }

    FullHttpResponse toResponse(boolean withBody, boolean keepAlive) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                withBody ? Unpooled.wrappedBuffer(bytes) : Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        response.headers().set("x-content-type-options", "nosniff");
        headers.forEach(response.headers()::set);
        if (status == 503) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "5");
        }
        if (status == 426) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        return response;
    }
}
