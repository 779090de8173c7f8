package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one Redis. Not thread-safe, but that one thread may send while another receives. Every wait ends at the deadline in force, with a
 * {@link java.net.SocketTimeoutException}.
 */
public final class RespConnection implements Closeable {
    /** What may be on its way unanswered: small enough for the sockets' buffers, so neither side can block the other. */
    private static final int PIPELINE_BYTES = 16 * 1024;

    private final Endpoint endpoint;
    private final Transport transport;
    private final RespReader reader;
    private final RespWriter writer = new RespWriter();
    private Deadline deadline;

    RespConnection(Endpoint endpoint, Transport transport, Deadline deadline) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.reader = new RespReader(transport);
        this.deadline = deadline;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public Deadline deadline() {
        return deadline;
    }

    public void deadline(Deadline newDeadline) {
        this.deadline = newDeadline;
    }

    public RespReader reader() {
        return reader;
    }

    /** Sends one command and waits for its reply; an error reply is returned, not thrown. */
    public @Nullable Object exchange(String... command) throws IOException {
        send(command);
        return receive();
    }

    public void send(String... command) throws IOException {
        writer.add(command);
        writer.flush(transport, deadline);
    }

    /** Sends one command whose last argument is no text. */
    public void sendBytes(byte[] last, String... command) throws IOException {
        writer.add(last, command);
        writer.flush(transport, deadline);
    }

    public @Nullable Object receive() throws IOException {
        return reader.reply(deadline);
    }

    /** Sends many commands with as few round trips as is safe; replies in order, errors among them. */
    public List<@Nullable Object> pipeline(List<String[]> commands) throws IOException {
        List<@Nullable Object> replies = new ArrayList<>(commands.size());
        int unanswered = 0;
        for (String[] command : commands) {
            writer.add(command);
            unanswered++;
            if (writer.size() >= PIPELINE_BYTES) {
                unanswered = drain(unanswered, replies);
            }
        }
        drain(unanswered, replies);
        return replies;
    }

    private int drain(int unanswered, List<@Nullable Object> replies) throws IOException {
        if (unanswered > 0) {
            writer.flush(transport, deadline);
        }
        for (int i = 0; i < unanswered; i++) {
            replies.add(receive());
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            // Nothing is left to lose: whatever was asked has been answered, or has failed already.
        }
    }
}
