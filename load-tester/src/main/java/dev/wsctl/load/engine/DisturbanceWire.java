package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Disturbance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A stage's disturbance as it goes to a worker: in full if clients are disturbed. Of the others a worker is told only that
 * there is one, for what it loses meanwhile and for the connections that end.
 */
final class DisturbanceWire {

    private static final char NONE = '-';
    private static final char RECONNECT = 'R';
    private static final char SLOW_READERS = 'S';
    private static final char BAD_NETWORK = 'B';
    private static final char BY_THE_LEADER = 'L';

    private DisturbanceWire() {}

    static void write(DataOutputStream out, @Nullable Disturbance what) throws IOException {
        if (what == null) {
            out.writeChar(NONE);
        } else if (what instanceof Disturbance.Reconnect storm) {
            out.writeChar(RECONNECT);
            out.writeDouble(storm.share());
            out.writeBoolean(storm.atOnce());
        } else if (what instanceof Disturbance.SlowReaders slow) {
            out.writeChar(SLOW_READERS);
            out.writeDouble(slow.share());
            out.writeInt(slow.receiveBuffer());
        } else if (what instanceof Disturbance.BadNetwork bad) {
            out.writeChar(BAD_NETWORK);
            out.writeDouble(bad.share());
            Wire.span(out, bad.delay());
            out.writeInt(bad.bytesPerSecond());
        } else {
            out.writeChar(BY_THE_LEADER);
        }
    }

    /** @throws IOException if it is none */
    static @Nullable Disturbance read(DataInputStream in) throws IOException {
        char kind = in.readChar();
        return switch (kind) {
            case NONE -> null;
            case RECONNECT -> new Disturbance.Reconnect(in.readDouble(), in.readBoolean());
            case SLOW_READERS -> new Disturbance.SlowReaders(in.readDouble(), in.readInt());
            case BAD_NETWORK -> new Disturbance.BadNetwork(in.readDouble(), Wire.span(in), in.readInt());
            case BY_THE_LEADER -> new Disturbance.ByTheLeader();
            default -> throw new IOException("a disturbance of an unknown kind");
        };
    }
}
