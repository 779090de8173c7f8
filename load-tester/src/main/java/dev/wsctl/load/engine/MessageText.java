package dev.wsctl.load.engine;

import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.JsonDepth;
import dev.wsctl.load.dialect.Marker;
import dev.wsctl.load.plan.MessageShape;
import dev.wsctl.load.plan.PayloadTemplate.Kind;
import dev.wsctl.load.plan.PayloadTemplate.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes messages as the plan describes them, into one buffer. What is random about a message follows from seed, sender and number, so
 * that a run can be repeated, by however many processes. Belongs to one event loop; allocates nothing per message.
 */
final class MessageText {

    /** Compresses about as people's messages do, unlike a repeated letter. */
    private static final byte[] WORDS =
            ("lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor "
                            + "invidunt ut labore et dolore magna aliquyam erat at vero eos et accusam et justo duo dolores et ea "
                            + "rebum stet clita kasd gubergren no sea takimata sanctus est duis autem vel eum iriure in hendrerit "
                            + "vulputate velit esse molestie consequat illum feugiat nulla facilisis qui blandit praesent ")
                    .getBytes(StandardCharsets.US_ASCII);

    /** Between the run's name and a room's number; with the second, a connection's. */
    private static final byte[] DASH = {'-', 'n'};

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final RunContext run;
    private final MessageShape shape;
    private final boolean words;
    private final byte[] prefix;
    private final TextBuffer out = new TextBuffer();
    /** The template's parts, with what is fixed of them escaped for each depth. */
    private final Step[][] steps = new Step[JsonDepth.MOST + 1][];

    private final byte[][][] escapes = new byte[JsonDepth.MOST + 1][][];
    private long random;

    private static final class Step {
        final Part part;
        /** What is written of a literal. */
        final byte[] literal;
        /** Of the data, or -1. */
        final int column;
        /** Within JSON strings, at which the column stands. */
        final int depth;

        Step(Part part, byte[] literal, int column, int depth) {
            this.part = part;
            this.literal = literal;
            this.column = column;
            this.depth = depth;
        }
    }

    MessageText(RunContext run) {
        this.run = run;
        shape = run.plan().message();
        words = run.plan().network().compression();
        prefix = run.prefix().getBytes(StandardCharsets.US_ASCII);
        for (int depth = 0; depth <= JsonDepth.MOST; depth++) {
            escapes[depth] = JsonDepth.table(depth);
            steps[depth] = steps(shape.template().parts(), depth);
        }
    }

    private Step[] steps(List<Part> parts, int depth) {
        Step[] made = new Step[parts.size()];
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < made.length; i++) {
            Part part = parts.get(i);
            if (part instanceof Part.Literal literal) {
                before.append(literal.text());
            }
            // A value within a string of the payload, which is itself within one of the frame.
            made[i] = step(part, depth, Math.min(JsonDepth.MOST, depth + JsonDepth.after(before.toString())));
        }
        return made;
    }

    private Step step(Part part, int depth, int columnDepth) {
        byte[] literal = part instanceof Part.Literal text
                ? JsonDepth.escaped(text.text(), depth).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        int column = part instanceof Part.Column named ? shape.data().columns().indexOf(named.name()) : -1;
        return new Step(part, literal, column, columnDepth);
    }

    /** A whole frame's payload, valid until the next one is made. */
    TextBuffer make(Client sender, int room, long sequence, long intended, long actual) {
        Envelope envelope = sender.envelope();
        out.clear();
        out.skip(envelope.textOffset());
        random = run.plan().seed() + sender.number * 0xD1B54A32D192ED03L + sequence * GOLDEN;
        int size = shape.sizes().pick(next());
        int pad = -1;
        for (Step step : steps[envelope.depth()]) {
            if (step.part instanceof Part.Field field) {
                if (field.kind() == Kind.PAD) {
                    pad = out.length();
                } else {
                    field(field.kind(), sender, room, sequence, intended, actual);
                }
            } else {
                write(step, sender, sequence);
            }
        }
        if (pad >= 0) {
            int missing = size - (out.length() - envelope.textOffset());
            if (missing > 0) {
                out.insert(pad, missing);
                fill(pad, missing, words);
            }
        }
        int length = out.length() - envelope.textOffset();
        out.skip(envelope.overhead() - envelope.textOffset());
        envelope.wrap(out.bytes(), length);
        return out;
    }

    private void field(Kind kind, Client sender, int room, long sequence, long intended, long actual) {
        switch (kind) {
            case MARKER -> {
                int at = out.skip(Marker.LENGTH);
                Marker.write(out.bytes(), at, run.id(), room, sender.number, sequence, intended, actual);
            }
            case SEQ -> out.number(sequence);
            case N -> out.number(sender.number);
            case TIMESTAMP -> out.number(System.currentTimeMillis());
            case ROOM -> {
                out.write(prefix, 0, prefix.length);
                out.write(DASH, 0, 1);
                out.number(room);
            }
            case NAME -> {
                out.write(prefix, 0, prefix.length);
                out.write(DASH, 0, 2);
                out.number(sender.number);
            }
            case PAD -> throw new IllegalArgumentException("its length is not known yet");
        }
    }

    private void write(Step step, Client sender, long sequence) {
        Part part = step.part;
        if (part instanceof Part.RandomNumber number) {
            out.number(number.low() + Math.floorMod(next(), number.high() - number.low() + 1));
        } else if (part instanceof Part.Words some) {
            fill(out.skip(some.bytes()), some.bytes(), true);
        } else if (part instanceof Part.Column) {
            column(row(sender, sequence), step.column, step.depth);
        } else {
            out.write(step.literal, 0, step.literal.length);
        }
    }

    /** Every message the next row: all senders together go through them, and begin again. */
    private int row(Client sender, long sequence) {
        long row = shape.rowPerMessage() ? sequence * run.plan().connections() + sender.number : sender.number;
        return (int) (row % shape.data().size());
    }

    private void column(int row, int column, int depth) {
        DataRows data = shape.data();
        byte[] bytes = data.bytes();
        byte[][] table = escapes[depth];
        int end = data.end(row, column);
        for (int i = data.start(row, column); i < end; i++) {
            byte character = bytes[i];
            if (character < 0 || table[character].length == 0) {
                out.write(bytes, i, i + 1);
            } else {
                out.write(table[character], 0, table[character].length);
            }
        }
    }

    private void fill(int at, int count, boolean withWords) {
        byte[] bytes = out.bytes();
        if (!withWords) {
            Arrays.fill(bytes, at, at + count, (byte) 'x');
            return;
        }
        int from = (int) Math.floorMod(next(), (long) WORDS.length);
        for (int done = 0; done < count; ) {
            int some = Math.min(count - done, WORDS.length - from);
            System.arraycopy(WORDS, from, bytes, at + done, some);
            done += some;
            from = 0;
        }
    }

    /** 64 random bits that follow from those before (SplitMix64). */
    private long next() {
        random += GOLDEN;
        long mixed = (random ^ random >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
