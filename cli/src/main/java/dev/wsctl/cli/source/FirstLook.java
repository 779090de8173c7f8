package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.FirstSight.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who answers at an address, asked with one line and a short deadline. Sends no password, writes nothing. */
public final class FirstLook {
    private static final int ENOUGH = 4096;

    private final CompletableFuture<String> reply = new CompletableFuture<>();

    private FirstLook() {}

    /** Begins to ask a Redis. */
    public static FirstLook atRedis(Endpoint endpoint) {
        return new FirstLook().ask(endpoint, "PING\r\n");
    }

    /** Begins to ask an HTTP server for its readiness. */
    public static FirstLook atServer(Endpoint.Tcp endpoint) {
        return new FirstLook()
                .ask(endpoint, "GET /api/ready HTTP/1.1\r\nHost: " + endpoint.host() + "\r\nConnection: close\r\n\r\n");
    }

    /** A thread each that nobody waits for: looking up a name can take as long as it likes. */
    private FirstLook ask(Endpoint endpoint, String question) {
        Thread thread = new Thread(() -> {
            try {
                reply.complete(talk(endpoint, question));
            } catch (IOException | RuntimeException e) {
                reply.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private static String talk(Endpoint endpoint, String question) throws IOException {
        try (SocketChannel channel = open(endpoint)) {
            channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(ENOUGH);
            // Redis answers in a line and stays; a web server closes when it has said all.
            String said = "";
            while (answer.hasRemaining() && !isRedis(said) && channel.read(answer) > 0) {
                said = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            }
            return said;
        }
    }

    private static boolean isRedis(String said) {
        return !said.startsWith("HTTP") && said.endsWith("\r\n");
    }

    private static SocketChannel open(Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Unix unix) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(unix.path()));
            return channel;
        }
        Endpoint.Tcp tcp = (Endpoint.Tcp) endpoint;
        SocketAddress address = new InetSocketAddress(tcp.host(), tcp.port());
        return SocketChannel.open(address);
    }

    /** What came within the time. */
    public Answer within(Duration patience) throws InterruptedException {
        try {
            return recognised(reply.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return Answer.NOBODY;
        } catch (TimeoutException e) {
            return Answer.SILENCE;
        }
    }

    private static Answer recognised(String text) {
        if (text.startsWith("+PONG")) {
            return Answer.REDIS;
        }
        if (text.startsWith("-NOAUTH") || text.startsWith("-DENIED") || text.startsWith("-NOPERM")) {
            return Answer.CLOSED_REDIS;
        }
        // Ready or not, it is one: the status line does not matter.
        return text.startsWith("HTTP/1.1 ") && text.contains("multi_worker_support")
                ? Answer.REFERENCE_SERVER
                : Answer.SOMETHING;
    }
}
