package dev.wsctl.server.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Feeds a parser with the inputs of a committed corpus, then with what chance makes of them. A corpus is the resource
 * {@code fuzz/<test class>.txt}: an input a line, in which {@code \xNN} is a byte, {@code \r}, {@code \n} and {@code \\} mean
 * what they do in Java, and {@code \*NNN(…)} repeats; {@code #} begins a comment.
 *
 * <p>A failure names the seed and the input, written as a line of the corpus: append it there, so that it is tried for
 * ever. Without {@code -Dfuzz.seconds=N} a fixed number of inputs from a fixed seed is tried, which takes a fraction of a
 * second; with it, as many as fit into that time, from another seed each time. {@code -Dfuzz.seed=N} repeats a run.
 */
public final class Fuzz {

    /** What must hold for every input. */
    public interface Property {
        /** @param random for choices of the property itself, such as where to cut; the same for the same seed */
        void holdsFor(byte[] input, Random random) throws Exception;
    }

    private static final int ROUNDS = 8_000;
    private static final int LONGEST = 70_000;
    private static final int MOST_SHOWN = 2_000;

    private final List<byte[]> corpus;
    private final Property property;

    private Fuzz(List<byte[]> corpus, Property property) {
        this.corpus = corpus;
        this.property = property;
    }

    /** @param test whose simple name the corpus bears */
    public static void check(Class<?> test, Property property) {
        List<byte[]> corpus = corpus(test);
        if (corpus.isEmpty()) {
            throw new IllegalStateException("no corpus for " + test.getSimpleName());
        }
        new Fuzz(corpus, property).run(test.getSimpleName());
    }

    private void run(String name) {
        for (byte[] input : corpus) {
            tryOne(input, 1);
        }
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", seconds > 0 ? System.nanoTime() : 1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int rounds = 0;
        while (seconds > 0 ? System.nanoTime() < end : rounds < ROUNDS) {
            // A seed a round, so that a failure can be repeated without the rounds before it.
            long roundSeed = seed + rounds;
            tryOne(mutated(new Random(roundSeed)), roundSeed);
            rounds++;
        }
        if (seconds > 0) {
            System.out.println(name + ": " + rounds + " inputs from -Dfuzz.seed=" + seed);
        }
    }

    @SuppressWarnings("AvoidCatchingThrowable") // whatever a parser throws, the input that caused it is worth more
    private void tryOne(byte[] input, long seed) {
        try {
            property.holdsFor(input, new Random(~seed));
        } catch (Throwable e) {
            throw new AssertionError("-Dfuzz.seed=" + seed + ", a line for the corpus:\n" + escaped(input), e);
        }
    }

    private byte[] mutated(Random random) {
        byte[] input = pick(random).clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            input = change(input, random);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] change(byte[] input, Random random) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(1 + Math.min(64, input.length)));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(input, at, random);
            case 1 -> spliced(input, at, at, new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(input, at, to, new byte[0]);
            case 3 -> spliced(input, at, at, Arrays.copyOfRange(input, at, to));
            case 4 -> Arrays.copyOf(input, at);
            case 5 -> spliced(input, at, to, piece(random));
            case 6 -> spliced(input, at, Math.min(input.length, at + 1), extreme(random));
            default -> spliced(input, input.length, input.length, pick(random));
        };
    }

    private byte[] pick(Random random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] piece(Random random) {
        byte[] other = pick(random);
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1));
    }

    private static byte[] flipped(byte[] input, int at, Random random) {
        byte[] changed = input.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    /** Bytes at which parsers go wrong. */
    private static byte[] extreme(Random random) {
        int[] bytes = {0, 1, 0x20, 0x22, 0x5c, 0x7e, 0x7f, 0x80, 0xbf, 0xc0, 0xe0, 0xed, 0xf4, 0xf8, 0xfe, 0xff};
        byte[] run = new byte[1 + random.nextInt(9)];
        Arrays.fill(run, (byte) bytes[random.nextInt(bytes.length)]);
        return run;
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
        byte[] joined = Arrays.copyOf(input, input.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, joined, from, middle.length);
        System.arraycopy(input, to, joined, from + middle.length, input.length - to);
        return joined;
    }

    private static List<byte[]> corpus(Class<?> test) {
        String resource = "/fuzz/" + test.getSimpleName() + ".txt";
        try (InputStream in = test.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            List<byte[]> inputs = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    inputs.add(bytes(line));
                }
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a line of a corpus stands for. */
    static byte[] bytes(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c != '\\') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escape = line.charAt(at++);
            switch (escape) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 'x' -> {
                    out.write(Integer.parseInt(line, at, at + 2, 16));
                    at += 2;
                }
                case '*' -> {
                    int open = line.indexOf('(', at);
                    int close = line.indexOf(')', open);
                    byte[] once = bytes(line.substring(open + 1, close));
                    for (int times = Integer.parseInt(line, at, open, 10); times > 0; times--) {
                        out.writeBytes(once);
                    }
                    at = close + 1;
                }
                default -> out.write(escape);
            }
        }
        return out.toByteArray();
    }

    /** The line of a corpus that stands for these bytes. */
    static String escaped(byte[] input) {
        StringBuilder line = new StringBuilder();
        for (byte b : input) {
            if (b == '\\') {
                line.append("\\\\");
            } else if (b >= 0x20 && b < 0x7f && !(line.isEmpty() && b == '#')) {
                line.append((char) b);
            } else {
                line.append(String.format("\\x%02x", b));
            }
            if (line.length() > MOST_SHOWN) {
                return line + "… " + input.length + " bytes";
            }
        }
        return line.toString();
    }
}
