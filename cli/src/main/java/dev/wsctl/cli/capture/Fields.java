package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.model.evidence.Reading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of the document. A file may come from anywhere: whatever is missing or of another kind is told by its
 * path, and control characters, which could steer a terminal, are replaced.
 */
final class Fields {
    private final JsonNode json;
    private final String path;

    Fields(JsonNode json, String path) {
        this.json = json;
        this.path = path;
    }

    private Fields checked(JsonNode node, String where) {
        if (!node.isObject()) {
            throw new CaptureException(where + " is missing, or no object");
        }
        return new Fields(node, where);
    }

    private JsonNode at(String name) {
        return json.path(name);
    }

    private String where(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private CaptureException wrong(String name, String kind) {
        return new CaptureException(where(name) + " is missing, or no " + kind);
    }

    String text(String name) {
        if (!at(name).isTextual()) {
            throw wrong(name, "text");
        }
        return clean(at(name).textValue());
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '·' : (char) c));
        return clean.toString();
    }

    long number(String name) {
        if (!at(name).isIntegralNumber() || !at(name).canConvertToLong()) {
            throw wrong(name, "whole number");
        }
        return at(name).longValue();
    }

    int small(String name) {
        return Math.toIntExact(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(name))));
    }

    /** NaN for null. */
    double decimal(String name) {
        if (!at(name).isNull() && !at(name).isNumber()) {
            throw wrong(name, "number");
        }
        return at(name).isNull() ? Double.NaN : at(name).doubleValue();
    }

    boolean flag(String name) {
        if (!at(name).isBoolean()) {
            throw wrong(name, "true or false");
        }
        return at(name).booleanValue();
    }

    boolean has(String name) {
        return json.has(name);
    }

    boolean isNull(String name) {
        return at(name).isNull();
    }

    @Nullable Duration millis(String name) {
        return isNull(name) ? null : Duration.ofMillis(number(name));
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name, "time");
        }
    }

    <E extends Enum<E>> E one(String name, Class<E> type) {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, type.getSimpleName());
        }
    }

    <T> T object(String name, Function<Fields, T> read) {
        return read.apply(checked(at(name), where(name)));
    }

    <T> List<T> list(String name, Function<Fields, T> each) {
        if (!at(name).isArray()) {
            throw wrong(name, "list");
        }
        List<T> list = new ArrayList<>();
        for (JsonNode element : at(name)) {
            list.add(each.apply(checked(element, where(name) + "[" + list.size() + "]")));
        }
        return list;
    }

    List<String> texts(String name) {
        if (!at(name).isArray()) {
            throw wrong(name, "list");
        }
        List<String> list = new ArrayList<>();
        for (JsonNode element : at(name)) {
            if (!element.isTextual()) {
                throw wrong(name + "[" + list.size() + "]", "text");
            }
            list.add(clean(element.textValue()));
        }
        return list;
    }

    /** This object's own fields, all of them texts. */
    Map<String, String> textMap() {
        Map<String, String> map = new LinkedHashMap<>();
        json.fieldNames().forEachRemaining(name -> map.put(clean(name), text(name)));
        return map;
    }

    /** This object's own fields, all of them whole numbers. */
    Map<String, Long> counts() {
        Map<String, Long> map = new LinkedHashMap<>();
        json.fieldNames().forEachRemaining(name -> map.put(clean(name), number(name)));
        return map;
    }

    /** This object's own fields, all of them numbers; without those that are null. */
    Map<String, Double> decimals() {
        Map<String, Double> map = new LinkedHashMap<>();
        json.fieldNames().forEachRemaining(name -> {
            double value = decimal(name);
            if (Double.isFinite(value)) {
                map.put(clean(name), value);
            }
        });
        return map;
    }

    /** What {@link Json#reading} wrote, around an object. */
    <T> Reading<T> reading(String name, Function<Fields, T> read) {
        return around(name, holder -> holder.object("value", read));
    }

    /** Likewise around a list. */
    <T> Reading<List<T>> readings(String name, Function<Fields, T> each) {
        return around(name, holder -> holder.list("value", each));
    }

    private <T> Reading<T> around(String name, Function<Fields, T> read) {
        Fields holder = checked(at(name), where(name));
        return holder.json.has("absent") ? Reading.absent(holder.text("absent")) : Reading.of(read.apply(holder));
    }
}
