package dev.wsctl.server.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON object whose values matter only where they are strings or numbers; nested values are checked and
 * skipped. Strict: what RFC 8259 does not allow is refused, UTF-8 included, since members receive the same bytes.
 */
public final class FlatJson {

    private static final int MAX_DEPTH = 16;

    /** Of the outer object: each name is compared with those before it. */
    private static final int MAX_NAMES = 64;

    /** Receives the members of the outer object in their order. A name that appears twice, or a 65th, is refused by the scanner. */
    public interface Visitor {
        void string(String name, StringValue value) throws MalformedMessageException;

        default void number(String name, double value) {}
    }

    /** A string that is decoded only when somebody asks. */
    public interface StringValue {
        String text() throws MalformedMessageException;
    }

    private final byte[] json;
    private final List<String> names = new ArrayList<>();
    private int at;

    private FlatJson(byte[] json) {
        this.json = json;
    }

    /** @throws MalformedMessageException if the bytes are not exactly one JSON object, or the visitor refuses */
    public static void scan(byte[] json, Visitor visitor) throws MalformedMessageException {
        if (!Utf8.isValid(json)) {
            throw new MalformedMessageException("not UTF-8");
        }
        FlatJson scanner = new FlatJson(json);
        scanner.skipBlanks();
        scanner.object(visitor, 0);
        scanner.skipBlanks();
        if (scanner.at != json.length) {
            throw scanner.malformed("more than one value");
        }
    }

    private void object(Visitor visitor, int depth) throws MalformedMessageException {
        expect('{');
        skipBlanks();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            skipBlanks();
            String name = decode(skipString());
            requireWhole(name);
            if (depth == 0) {
                requireNew(name);
            }
            skipBlanks();
            expect(':');
            skipBlanks();
            value(visitor, name, depth);
            skipBlanks();
            if (peek() == ',') {
                at++;
            } else {
                expect('}');
                return;
            }
        }
    }

    /** Half of a character, which only an escape can make, is refused by other parsers. */
    private void requireWhole(String name) throws MalformedMessageException {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            if (Character.getType(name.codePointAt(i)) == Character.SURROGATE) {
                throw malformed("half a character in a name");
            }
        }
    }

    /** Of two members of one name, readers disagree which counts: what was checked might not be what clients see. */
    private void requireNew(String name) throws MalformedMessageException {
        if (names.contains(name)) {
            throw malformed("a name appears twice");
        }
        if (names.size() == MAX_NAMES) {
            throw malformed("too many members");
        }
        names.add(name);
    }

    private void array(Visitor visitor, int depth) throws MalformedMessageException {
        expect('[');
        skipBlanks();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            skipBlanks();
            value(visitor, "", depth);
            skipBlanks();
            if (peek() == ',') {
                at++;
            } else {
                expect(']');
                return;
            }
        }
    }

    private void value(Visitor visitor, String name, int depth) throws MalformedMessageException {
        if (depth == MAX_DEPTH) {
            throw malformed("nested too deeply");
        }
        switch (peek()) {
            case '"' -> {
                int start = skipString();
                int end = at;
                if (depth == 0) {
                    visitor.string(name, () -> decode(start, end));
                }
            }
            case '{' -> object(visitor, depth + 1);
            case '[' -> array(visitor, depth + 1);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> {
                double number = number();
                if (depth == 0) {
                    visitor.number(name, number);
                }
            }
        }
    }

    /** Leaves {@link #at} behind the closing quote; returns where the opening one stands. */
    private int skipString() throws MalformedMessageException {
        int start = at;
        expect('"');
        while (true) {
            int c = next();
            if (c == '"') {
                return start;
            }
            if (c == '\\') {
                skipEscape();
            } else if (c >= 0 && c < 0x20) {
                throw malformed("control character in a string");
            }
        }
    }

    private void skipEscape() throws MalformedMessageException {
        int c = next();
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(next(), 16) < 0) {
                    throw malformed("bad escape");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw malformed("bad escape");
        }
    }

    private String decode(int start) {
        return decode(start, at);
    }

    private String decode(int start, int end) {
        String raw = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : unescape(raw);
    }

    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = raw.charAt(++i);
            switch (c) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private double number() throws MalformedMessageException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int whole = digits();
        if (whole == 0 || (whole > 1 && json[at - whole] == '0')) {
            throw malformed("not a JSON value");
        }
        if (at < json.length && json[at] == '.') {
            at++;
            requireDigits();
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            requireDigits();
        }
        return Double.parseDouble(new String(json, start, at - start, StandardCharsets.US_ASCII));
    }

    private int digits() {
        int start = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at - start;
    }

    private void requireDigits() throws MalformedMessageException {
        if (digits() == 0) {
            throw malformed("bad number");
        }
    }

    private void literal(String text) throws MalformedMessageException {
        for (int i = 0; i < text.length(); i++) {
            expect(text.charAt(i));
        }
    }

    private void skipBlanks() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private void expect(char c) throws MalformedMessageException {
        if (next() != c) {
            throw malformed("not a JSON object");
        }
    }

    private int peek() throws MalformedMessageException {
        if (at >= json.length) {
            throw malformed("cut off");
        }
        return json[at];
    }

    private int next() throws MalformedMessageException {
        int c = peek();
        at++;
        return c;
    }

    private MalformedMessageException malformed(String reason) {
        return new MalformedMessageException("JSON: " + reason);
    }
}
