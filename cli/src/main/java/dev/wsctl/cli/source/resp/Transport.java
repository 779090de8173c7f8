package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import java.io.Closeable;
import java.io.IOException;

/** Bytes in and out; TCP, TLS or a unix socket. */
interface Transport extends Closeable {
    /**
     * Waits for at least one byte.
     *
     * @return how many, or −1 when the other side has closed
     * @throws java.net.SocketTimeoutException at the deadline
     */
    int read(byte[] buffer, int offset, int length, Deadline deadline) throws IOException;

    /** @throws java.net.SocketTimeoutException at the deadline, when the other side takes nothing more */
    void write(byte[] buffer, int offset, int length, Deadline deadline) throws IOException;
}
