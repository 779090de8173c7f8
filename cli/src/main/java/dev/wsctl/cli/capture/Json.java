package dev.wsctl.cli.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wsctl.cli.model.evidence.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds the document: what is not known is null or says why, never left out. */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static <T> ArrayNode array(Iterable<T> elements, Function<T, JsonNode> each) {
        ArrayNode array = NODES.arrayNode();
        elements.forEach(element -> array.add(each.apply(element)));
        return array;
    }

    static ArrayNode texts(Iterable<String> elements, UnaryOperator<String> each) {
        return array(elements, element -> NODES.textNode(each.apply(element)));
    }

    static ObjectNode texts(Map<String, String> values) {
        ObjectNode object = object();
        new TreeMap<>(values).forEach(object::put);
        return object;
    }

    /** Names that become the same are added up. */
    static ObjectNode counts(Map<String, Long> values, UnaryOperator<String> name) {
        Map<String, Long> sums = new TreeMap<>();
        values.forEach((key, value) -> sums.merge(name.apply(key), value, Long::sum));
        ObjectNode object = object();
        sums.forEach(object::put);
        return object;
    }

    /** {@code {"value": …}} or {@code {"absent": "why"}}. */
    static <T> ObjectNode reading(Reading<T> reading, Names names, Function<T, JsonNode> value) {
        T there = reading.value();
        return there == null
                ? object().put("absent", names.text(reading.reason()))
                : object().set("value", value.apply(there));
    }

    static ObjectNode decimals(Map<String, Double> values) {
        ObjectNode object = object();
        new TreeMap<>(values).forEach((name, value) -> decimal(object, name, value));
        return object;
    }

    static ObjectNode decimal(ObjectNode object, String name, double value) {
        return Double.isFinite(value) ? object.put(name, value) : object.putNull(name);
    }

    static ObjectNode millis(ObjectNode object, String name, @Nullable Duration duration) {
        return duration == null ? object.putNull(name) : object.put(name, duration.toMillis());
    }
}
