package dev.wsctl.load.plan;

import dev.wsctl.load.dialect.Marker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message's text is made of, as the user wrote it: {@code {"at":{timestamp},"by":"{data.name}","text":"{pad}{marker}"}}.
 *
 * @param text as it was written
 * @param parts one after the other
 */
public record PayloadTemplate(String text, List<Part> parts) {

    /** A piece of text, or a field that is filled in for every message. */
    public sealed interface Part {
        record Literal(String text) implements Part {}

        record Field(Kind kind) implements Part {}

        /** @param low the lowest number, {@code high} the highest */
        record RandomNumber(long low, long high) implements Part {}

        /** @param bytes of words that mean nothing */
        record Words(int bytes) implements Part {}

        record Column(String name) implements Part {}
    }

    /** Fields that need no more than their name. */
    public enum Kind {
        /** What a delivery is recognised by. */
        MARKER,
        /** As much as the size asked for wants. */
        PAD,
        /** The message's number among its sender's, from 0. */
        SEQ,
        ROOM,
        NAME,
        /** The sender's connection number. */
        N,
        /** When it is sent, milliseconds since 1970. */
        TIMESTAMP
    }

    private static final int MOST_WORDS = 1 << 20;

    /** Braces around anything else are the user's own: JSON is full of them. */
    private static final Pattern FIELD = Pattern.compile("\\{([a-z]+)(?:([.:])([^{}\"]*))?}");

    private static final String FIELDS =
            "Fields: {marker}, {pad}, {seq}, {room}, {name}, {n}, {timestamp}, {random}, {random:1..6}, {words:80},"
                    + " {data.COLUMN}.";

    /** Padding up to the size asked for, and the marker. */
    public static final PayloadTemplate USUAL = parse("{pad}{marker}");

    /** @throws PlanException for an unknown field, or a template that does not carry the marker once */
    public static PayloadTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher field = FIELD.matcher(text);
        int from = 0;
        while (field.find()) {
            if (field.start() > from) {
                parts.add(new Part.Literal(text.substring(from, field.start())));
            }
            parts.add(part(field.group(), field.group(1), field.group(2), field.group(3)));
            from = field.end();
        }
        if (from < text.length()) {
            parts.add(new Part.Literal(text.substring(from)));
        }
        require(parts, Kind.MARKER, 1, "the payload must contain {marker} once: by it a delivery is recognised");
        require(parts, Kind.PAD, 0, "the payload contains {pad} more than once");
        return new PayloadTemplate(text, List.copyOf(parts));
    }

    private static void require(List<Part> parts, Kind kind, int least, String otherwise) {
        long count = parts.stream().filter(new Part.Field(kind)::equals).count();
        if (count < least || count > 1) {
            throw new PlanException(otherwise, FIELDS);
        }
    }

    private static Part part(String written, String name, String sign, String more) {
        if (sign == null) {
            if (name.equals("random")) {
                return new Part.RandomNumber(0, Integer.MAX_VALUE);
            }
            for (Kind kind : Kind.values()) {
                if (kind.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                    return new Part.Field(kind);
                }
            }
        } else if (name.equals("data") && sign.equals(".")) {
            return new Part.Column(more);
        } else if (name.equals("words") && more.matches("[0-9]{1,7}") && Integer.parseInt(more) <= MOST_WORDS) {
            return new Part.Words(Integer.parseInt(more));
        } else if (name.equals("random") && more.matches("-?[0-9]{1,15}\\.\\.-?[0-9]{1,15}")) {
            String[] ends = more.split("\\.\\.", -1);
            long low = Long.parseLong(ends[0]);
            long high = Long.parseLong(ends[1]);
            if (low <= high) {
                return new Part.RandomNumber(low, high);
            }
        }
        throw new PlanException("unknown field " + written + " in the payload", FIELDS);
    }

    /** Whether the size asked for has something to fill. */
    public boolean hasPad() {
        return parts.contains(new Part.Field(Kind.PAD));
    }

    /** As many as there are without numbers and columns, which have any length. */
    int leastBytes() {
        int bytes = 0;
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                bytes += literal.text().getBytes(StandardCharsets.UTF_8).length;
            } else if (part instanceof Part.Words words) {
                bytes += words.bytes();
            } else if (part.equals(new Part.Field(Kind.MARKER))) {
                bytes += Marker.LENGTH;
            }
        }
        return bytes;
    }

    /** Columns of the data it takes. */
    public List<String> columns() {
        return parts.stream()
                .filter(Part.Column.class::isInstance)
                .map(part -> ((Part.Column) part).name())
                .distinct()
                .toList();
    }
}
