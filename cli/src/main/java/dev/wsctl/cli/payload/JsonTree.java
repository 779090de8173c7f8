package dev.wsctl.cli.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document into maps, lists, strings and numbers. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 64;

    private JsonTree() {}

    /** @throws UnreadableException unless the whole is one document */
    static @Nullable Object read(byte[] bytes) throws UnreadableException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            Object value = value(parser, parser.nextToken(), 0);
            if (parser.nextToken() != null) {
                throw new UnreadableException("something behind its end");
            }
            return value;
        } catch (IOException e) {
            throw new UnreadableException("no JSON");
        }
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token, int depth)
            throws IOException, UnreadableException {
        if (token == null || depth > DEEPEST) {
            throw new UnreadableException(token == null ? "empty" : "nested too deeply");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    map.put(name, value(parser, parser.nextToken(), depth + 1));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next, depth + 1));
                }
                yield list;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getText()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getText();
        };
    }
}
