package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encodes commands as RESP arrays into one buffer, sent in one write. */
final class RespWriter {
    private byte[] buffer = new byte[4 * 1024];
    private int length;

    void add(String... command) {
        header('*', command.length);
        for (String argument : command) {
            argument(argument.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** For a last argument that is no text. */
    void add(byte[] last, String... command) {
        header('*', command.length + 1);
        for (String argument : command) {
            argument(argument.getBytes(StandardCharsets.UTF_8));
        }
        argument(last);
    }

    private void argument(byte[] bytes) {
        header('$', bytes.length);
        room(bytes.length + 2);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        end();
    }

    int size() {
        return length;
    }

    void flush(Transport transport, Deadline deadline) throws IOException {
        int bytes = length;
        length = 0;
        transport.write(buffer, 0, bytes, deadline);
    }

    private void header(char type, int number) {
        room(16);
        buffer[length++] = (byte) type;
        for (byte digit : Integer.toString(number).getBytes(StandardCharsets.US_ASCII)) {
            buffer[length++] = digit;
        }
        end();
    }

    private void end() {
        buffer[length++] = '\r';
        buffer[length++] = '\n';
    }

    private void room(int bytes) {
        if (length + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }
}
