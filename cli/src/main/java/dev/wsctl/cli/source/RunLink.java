package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.source.resp.RespError;
import dev.wsctl.load.team.TeamLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages between the leader of a load test and a worker elsewhere, over two lists in Redis: as Base64 in pieces, of which
 * the last one says so. The other end is gone when its sign of life is.
 */
final class RunLink implements TeamLink {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PIECE = 512 * 1024;
    private static final char MORE = '+';
    private static final char LAST = '.';

    private final String name;
    private final RedisNode out;
    private final RedisNode in;
    private final String outKey;
    private final String inKey;
    private final String othersLife;
    private final RedisClock clock;
    /** A worker may have come before its leader: only who has spoken can fall silent. */
    private boolean heard;

    private final StringBuilder pieces = new StringBuilder();

    /**
     * @param out may be shared with other links, which then send one at a time
     * @param in of this link alone: it blocks
     * @param othersLife the key that exists as long as the other end
     */
    RunLink(
            String name,
            RedisNode out,
            String outKey,
            RedisNode in,
            String inKey,
            String othersLife,
            RedisClock clock) {
        this.name = name;
        this.out = out;
        this.outKey = outKey;
        this.in = in;
        this.inKey = inKey;
        this.othersLife = othersLife;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(byte[] message) throws IOException {
        String text = Base64.getEncoder().encodeToString(message);
        List<String[]> commands = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = Math.min(text.length(), from + PIECE);
            commands.add(
                    new String[] {"RPUSH", outKey, (end == text.length() ? LAST : MORE) + text.substring(from, end)});
            from = end;
        }
        commands.add(new String[] {"EXPIRE", outKey, Integer.toString(RunKeys.SECONDS)});
        synchronized (out) {
            try {
                out.deadline(Deadline.after(PATIENCE));
                for (Object reply : out.callAll(commands)) {
                    if (reply instanceof RespError error) {
                        throw out.failure(error, "RPUSH", outKey);
                    }
                }
            } catch (WsctlException e) {
                throw new IOException(e.what(), e);
            }
        }
    }

    @Override
    public byte @Nullable [] receive(Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        try {
            do {
                in.deadline(Deadline.after(PATIENCE));
                if (in.call("BLPOP", inKey, "1") instanceof List<?> popped && popped.get(1) instanceof String piece) {
                    pieces.append(piece, 1, piece.length());
                    if (piece.charAt(0) == LAST) {
                        byte[] message = Base64.getDecoder().decode(pieces.toString());
                        pieces.setLength(0);
                        heard = true;
                        return message;
                    }
                } else if (heard && in.number("EXISTS", othersLife) == 0) {
                    throw new IOException("it has given no sign of life in Redis for " + SignOfLife.SECONDS + " s");
                }
            } while (System.nanoTime() < until);
            return null;
        } catch (WsctlException e) {
            throw new IOException(e.what(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("it said something that is no message", e);
        }
    }

    @Override
    public long offsetNanos() {
        return clock.offsetNanos();
    }

    @Override
    public long clockErrorNanos() {
        synchronized (out) {
            try {
                out.deadline(Deadline.after(PATIENCE));
                return clock.errorNanos(RedisClock.read(out));
            } catch (WsctlException redisIsGone) {
                return clock.errorNanos();
            }
        }
    }

    @Override
    public void close() {
        in.close();
    }
}
