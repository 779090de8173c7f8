package dev.wsctl.load.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wsctl.load.plan.PlanException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a received text frame must be like for a member to have joined, or to answer it. */
public sealed interface Condition {

    boolean isMetBy(String frame);

    /** ASCII text without which no frame meets it; empty where there is none that could be looked for. */
    String trace();

    /** Whether a received frame may meet it, told without making anything of the frame. */
    default boolean mayBeMetBy(ByteBuf in, int from, int end) {
        String trace = trace();
        if (trace.isEmpty()) {
            return true;
        }
        int beyond = end - trace.length() + 1;
        int at = from < beyond ? in.indexOf(from, beyond, (byte) trace.charAt(0)) : -1;
        while (at >= 0) {
            int same = 1;
            while (same < trace.length() && in.getByte(at + same) == trace.charAt(same)) {
                same++;
            }
            if (same == trace.length()) {
                return true;
            }
            at = in.indexOf(at + 1, beyond, (byte) trace.charAt(0));
        }
        return false;
    }

    /** The frame contains this text. */
    record Contains(String text) implements Condition {

        /** @throws PlanException if that says nothing */
        public Contains {
            if (text.isEmpty()) {
                throw new PlanException(
                        "a condition is empty", "Give a text that the frame contains, or a JSON pointer and a value.");
            }
        }

        @Override
        public boolean isMetBy(String frame) {
            return frame.contains(text);
        }

        @Override
        public String trace() {
            return text.chars().allMatch(c -> c < 128) ? text : "";
        }
    }

    /**
     * The frame is JSON, or several of it one after the other, and in one of them this value stands at this pointer.
     *
     * @param pointer as of RFC 6901: {@code /4/status}; empty for the whole
     * @param value a string's content, a number or literal as it is written, <code>{}</code> or {@code []} for an empty
     *     object or array
     */
    record At(String pointer, String value) implements Condition {

        private static final JsonFactory JSON = new JsonFactory();

        /** @throws PlanException if the pointer is none */
        public At {
            if (!pointer.isEmpty() && !pointer.startsWith("/")) {
                throw new PlanException(
                        "'" + pointer + "' is no JSON pointer", "It starts with a slash: /type, or /4/status.");
            }
        }

        @Override
        public boolean isMetBy(String frame) {
            List<String> steps = pointer.isEmpty()
                    ? List.of()
                    : Stream.of(pointer.substring(1).split("/", -1))
                            .map(step -> step.replace("~1", "/").replace("~0", "~"))
                            .toList();
            try (JsonParser parser = JSON.createParser(frame)) {
                while (parser.nextToken() != null) {
                    if (stands(parser, steps)) {
                        return true;
                    }
                }
            } catch (IOException e) {
                return false; // no JSON, at least not from here on
            }
            return false;
        }

        /** Whether it stands in the value that begins here; reads to the value's end unless it does. */
        private boolean stands(JsonParser parser, List<String> steps) throws IOException {
            JsonToken token = parser.currentToken();
            if (steps.isEmpty()) {
                return token.isScalarValue() ? parser.getText().equals(value) : isEmptyAsTold(parser, token);
            }
            if (!token.isStructStart()) {
                return false;
            }
            List<String> inside = steps.subList(1, steps.size());
            int index = 0;
            for (JsonToken next = parser.nextToken(); !next.isStructEnd(); next = parser.nextToken()) {
                String name = next == JsonToken.FIELD_NAME ? parser.currentName() : Integer.toString(index++);
                if (next == JsonToken.FIELD_NAME) {
                    parser.nextToken();
                }
                if (!name.equals(steps.get(0))) {
                    parser.skipChildren();
                } else if (stands(parser, inside)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isEmptyAsTold(JsonParser parser, JsonToken start) throws IOException {
            if (!value.equals(start == JsonToken.START_OBJECT ? "{}" : "[]")) {
                parser.skipChildren();
                return false;
            }
            int open = 1;
            boolean empty = true;
            while (open > 0) {
                JsonToken next = parser.nextToken();
                open += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
                empty &= open == 0;
            }
            return empty;
        }

        /** What JSON may write otherwise, like {@code \/}, can't be looked for. */
        @Override
        public String trace() {
            return value.matches("[A-Za-z0-9 _.:{}\\[\\]-]*") ? value : "";
        }
    }
}
