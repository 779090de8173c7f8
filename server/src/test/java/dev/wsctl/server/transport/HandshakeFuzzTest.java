package dev.wsctl.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.protocol.DisplayName;
import dev.wsctl.server.protocol.RoomName;
import dev.wsctl.server.testing.Fuzz;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever stands in a request for an upgrade: it is granted with valid values, or refused with a line for its user. */
@Tag("fuzz")
class HandshakeFuzzTest {

    @Test
    @org.junit.jupiter.api.DisplayName("D1 any request is granted with valid values or refused with one line")
    void anyRequestIsGrantedOrRefused() {
        Fuzz.check(HandshakeFuzzTest.class, (input, random) -> {
            for (HttpRequest request : requests(input)) {
                shakeHands(request);
                join(request.uri(), random.nextBoolean());
            }
        });
    }

    private static void shakeHands(HttpRequest request) {
        try {
            String key = Handshake.check(request, List.of("https://chat.example.com"));
            ByteBuf answer = Unpooled.buffer();
            Handshake.accept(key, answer);
            assertThat(answer.toString(StandardCharsets.US_ASCII))
                    .matches("HTTP/1.1 101 [^\r]+\r\n(?:[a-z-]+: [^\r\n]+\r\n){3}\r\n");
        } catch (BadRequestException refused) {
            checkRefusal(refused);
        }
    }

    private static void join(String uri, boolean lenient) {
        try {
            JoinRequest join = JoinRequest.parse(new QueryStringDecoder(uri), lenient);
            assertThat(RoomName.isValid(join.room())).isTrue();
            assertThat(DisplayName.isValid(join.username())).isTrue();
            assertThat(DisplayName.isValid(join.clientId())).isTrue();
        } catch (BadRequestException refused) {
            checkRefusal(refused);
        }
    }

    private static void checkRefusal(BadRequestException refused) {
        assertThat(refused.status()).isBetween(400, 499);
        assertThat(refused.line()).isNotBlank().matches("[ -~]+");
    }

    /** What the server's own decoder makes of the bytes. */
    private static List<HttpRequest> requests(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(input));
        channel.finish();
        List<HttpRequest> requests = new ArrayList<>();
        for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
            if (read instanceof HttpRequest request) {
                requests.add(request);
            }
            ReferenceCountUtil.release(read);
        }
        return requests;
    }
}
