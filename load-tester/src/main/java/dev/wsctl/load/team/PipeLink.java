package dev.wsctl.load.team;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a pair of pipes between processes of one machine, which share {@link System#nanoTime}. A process that dies
 * closes its pipes: the other end knows at once.
 */
public final class PipeLink implements TeamLink {

    private static final int LONGEST_MESSAGE = 256 << 20;

    /** A message, or why there will be no more. */
    private static final class Arrival {
        private final byte @Nullable [] message;
        private final String why;

        private Arrival(byte @Nullable [] message, String why) {
            this.message = message;
            this.why = why;
        }
    }

    private final String name;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    public PipeLink(String name, InputStream in, OutputStream out) {
        this.name = name;
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
        Thread reader = new Thread(this::read, "from " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            while (true) {
                int length = in.readInt();
                if (length < 0 || length > LONGEST_MESSAGE) {
                    throw new IOException("it said something that is no message");
                }
                byte[] message = new byte[length];
                in.readFully(message);
                arrivals.add(new Arrival(message, ""));
            }
        } catch (EOFException e) {
            arrivals.add(new Arrival(null, "it has ended"));
        } catch (IOException e) {
            arrivals.add(new Arrival(null, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(byte[] message) throws IOException {
        synchronized (out) {
            out.writeInt(message.length);
            out.write(message);
            out.flush();
        }
    }

    @Override
    public byte @Nullable [] receive(Duration patience) throws IOException, InterruptedException {
        Arrival arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (arrival == null) {
            return null;
        }
        if (arrival.message == null) {
            arrivals.add(arrival);
            throw new IOException(arrival.why);
        }
        return arrival.message;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException alreadyGone) {
            // The other end is told by the pipe's end, whoever closed it.
        }
    }
}
