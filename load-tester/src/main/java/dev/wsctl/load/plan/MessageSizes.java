package dev.wsctl.load.plan;

import dev.wsctl.load.dialect.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How large messages' texts are: one size, anything of a range alike often, or a mixture of both.
 *
 * @param parts their shares add up to 1
 */
public record MessageSizes(List<Part> parts) {

    /**
     * @param share of the messages, over 0 to 1
     * @param from bytes, at least
     * @param to bytes, at most
     */
    public record Part(double share, int from, int to) {}

    private static final int LARGEST = 1 << 20;
    private static final String HINT = "Write 150, 100-2000, or 90%:100-300,10%:4000.";

    /** @throws PlanException for sizes that cannot be, or shares that are not all */
    public MessageSizes {
        parts = List.copyOf(parts);
        double whole = 0;
        for (Part part : parts) {
            if (part.from() < Marker.LENGTH) {
                throw new PlanException(
                        "message size must be at least " + Marker.LENGTH + " bytes, not " + part.from()
                                + ": every message carries a marker of that size",
                        "Ask for " + Marker.LENGTH + " bytes or more.");
            }
            if (part.to() > LARGEST) {
                throw new PlanException(
                        "message size must be at most " + LARGEST + " bytes, not " + part.to(), "Ask for less.");
            }
            if (part.from() > part.to()) {
                throw new PlanException(
                        "a range of message sizes ends below its beginning: " + part.from() + "-" + part.to(), HINT);
            }
            whole += part.share();
        }
        if (Math.abs(whole - 1) > 1e-6) {
            throw new PlanException(
                    "the shares of message sizes are " + percent(whole) + " % together, not 100 %", HINT);
        }
    }

    public static MessageSizes fixed(int bytes) {
        return new MessageSizes(List.of(new Part(1, bytes, bytes)));
    }

    /** @throws PlanException for what has another form than {@link #text} gives */
    public static MessageSizes parse(String text) {
        List<Part> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String written = part.strip();
            if (!written.matches("([0-9]{1,3}(\\.[0-9]{1,4})?%:)?[0-9]{1,9}(-[0-9]{1,9})?")) {
                throw new PlanException("'" + text + "' is no size of messages", HINT);
            }
            int colon = written.indexOf(":");
            double share = colon < 0 ? 1 : Double.parseDouble(written.substring(0, colon - 1)) / 100;
            String[] ends = written.substring(colon + 1).split("-", -1);
            int from = Integer.parseInt(ends[0]);
            parts.add(new Part(share, from, ends.length == 1 ? from : Integer.parseInt(ends[1])));
        }
        return new MessageSizes(parts);
    }

    /** As it stands in a plan. */
    public String text() {
        return parts.stream()
                .map(part -> (parts.size() == 1 ? "" : percent(part.share()) + "%:")
                        + part.from()
                        + (part.from() == part.to() ? "" : "-" + part.to()))
                .collect(Collectors.joining(","));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f", 100 * share).replaceFirst("\\.?0+$", "");
    }

    /** On average, rounded. */
    public int mean() {
        return (int) Math.round(parts.stream()
                .mapToDouble(part -> part.share() * (part.from() + part.to()) / 2)
                .sum());
    }

    /** The largest there are. */
    public int most() {
        return parts.stream().mapToInt(Part::to).max().orElse(0);
    }

    /** The size that 64 random bits stand for. */
    public int pick(long random) {
        double rest = (random >>> 11) * 0x1.0p-53;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (rest < part.share() || i == parts.size() - 1) {
                int sizes = part.to() - part.from() + 1;
                return part.from() + (int) Math.min(sizes - 1, rest / part.share() * sizes);
            }
            rest -= part.share();
        }
        throw new IllegalStateException("no sizes");
    }
}
