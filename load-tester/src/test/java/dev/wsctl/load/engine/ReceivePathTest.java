package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.dialect.Marker;
import dev.wsctl.load.plan.MessageShape;
import dev.wsctl.load.plan.MessageSizes;
import dev.wsctl.load.plan.PayloadTemplate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the bytes of a socket read to the ledger and the histograms nothing is allocated per message. */
class ReceivePathTest {

    private static final long RUN = 4711;
    private static final int MESSAGES_A_READ = 20;
    private static final int READS = 1_000;
    /** The smallest has 16 bytes; what is allocated once, by whoever warms up, is far less than 4 a message. */
    private static final int LESS_THAN_AN_OBJECT = 4;

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("N4 receiving a message allocates nothing")
    void receivingAllocatesNothing(boolean compressed) throws ProtocolViolation {
        RunContext run = new RunContext(
                Runs.plan(URI.create("ws://h:1")).connections(1).rooms(1).build(),
                RUN,
                Share.WHOLE,
                new RunPulse(new CountDownLatch(1)));
        try (ClientTransport transport = new ClientTransport(1, null, Duration.ofSeconds(1))) {
            Worker worker = new Worker(run, transport.loops().get(0), transport, 1);
            Client client = new Client(0, 0, 0, worker);
            Room room = new Room(0, 1, 1, 1);
            room.add(client);
            worker.clock.start(System.nanoTime(), 0, Long.MAX_VALUE);
            FrameReader frames = new FrameReader();
            if (compressed) {
                frames.inflate(new Compression(false), worker.inflation());
            }
            Receiver receiver = new Receiver(worker, client);
            byte[][] messages = messages(2 * READS * MESSAGES_A_READ, compressed);
            ByteBuf read = PooledByteBufAllocator.DEFAULT.directBuffer(64 << 10);

            receive(messages, 0, READS, read, frames, receiver, room);
            long before = allocated();
            receive(messages, READS, 2 * READS, read, frames, receiver, room);
            long bytes = allocated() - before;

            assertThat(receiver.messages).isEqualTo(2 * READS * MESSAGES_A_READ);
            assertThat(worker.arrivals.delivered()).isEqualTo(receiver.messages);
            assertThat(bytes)
                    .as("for %d messages", READS * MESSAGES_A_READ)
                    .isLessThan(LESS_THAN_AN_OBJECT * READS * MESSAGES_A_READ);
            read.release();
        }
    }

    @Test
    @DisplayName("N4 making a message of fields, data and padding allocates nothing")
    void makingAllocatesNothing() {
        DataRows data = new DataRows(
                List.of("name"), "Ada \"L\"".getBytes(StandardCharsets.US_ASCII), new int[] {7}, new int[] {2});
        PayloadTemplate template = PayloadTemplate.parse(
                "{seq} {room} {name} {n} {timestamp} {random} {random:1..6} {words:30} {data.name} {pad} {marker}");
        RunContext run = new RunContext(
                Runs.plan(URI.create("ws://h:1"))
                        .connections(1)
                        .rooms(1)
                        .message(new MessageShape(MessageSizes.parse("300-2000"), template, data, true))
                        .build(),
                RUN,
                Share.WHOLE,
                new RunPulse(new CountDownLatch(1)));
        try (ClientTransport transport = new ClientTransport(1, null, Duration.ofSeconds(1))) {
            Client client =
                    new Client(0, 0, 0, new Worker(run, transport.loops().get(0), transport, 1));
            MessageText texts = new MessageText(run);
            int bytes = 0;
            for (int i = 0; i < READS; i++) {
                bytes += texts.make(client, 0, i, i, i).length();
            }
            long before = allocated();
            for (int i = 0; i < READS; i++) {
                bytes += texts.make(client, 0, i, i, i).length();
            }

            assertThat(allocated() - before).isLessThan(LESS_THAN_AN_OBJECT * READS);
            assertThat(bytes / (2 * READS)).isBetween(1000, 1300);
        }
    }

    private static void receive(
            byte[][] messages, int from, int to, ByteBuf read, FrameReader frames, Receiver receiver, Room room)
            throws ProtocolViolation {
        for (int i = from; i < to; i++) {
            read.clear();
            for (int m = 0; m < MESSAGES_A_READ; m++) {
                room.ledger.send(0, 0);
                read.writeBytes(messages[i * MESSAGES_A_READ + m]);
            }
            receiver.worker.clock.read();
            frames.read(read, ByteBufAllocator.DEFAULT, receiver);
        }
    }

    private static byte[][] messages(int count, boolean compressed) {
        byte[][] messages = new byte[count][];
        Deflation deflation = new Deflation();
        for (int i = 0; i < count; i++) {
            byte[] text = ("{\"type\":\"chat_message\",\"text\":\"" + "x".repeat(Marker.LENGTH) + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);
            Marker.write(text, text.length - 2 - Marker.LENGTH, RUN, 0, 0, i, i, i);
            int length = compressed ? deflation.deflate(text, text.length) : text.length;
            byte[] frame = new byte[2 + length];
            frame[0] = (byte) (0x81 | (compressed ? FrameReader.COMPRESSED : 0));
            frame[1] = (byte) length;
            System.arraycopy(compressed ? deflation.bytes() : text, 0, frame, 2, length);
            messages[i] = frame;
        }
        deflation.close();
        return messages;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static final class Receiver implements FrameReader.Sink {
        private final Worker worker;
        private final Client client;
        private int messages;

        Receiver(Worker worker, Client client) {
            this.worker = worker;
            this.client = client;
        }

        @Override
        public void message(ByteBuf in, int from, int end) {
            messages++;
            worker.message(client, in, from, end);
        }

        @Override
        public void control(int opcode, ByteBuf in, int from, int end) {
            throw new AssertionError("there is none");
        }

        @Override
        public boolean isDone() {
            return false;
        }
    }
}
