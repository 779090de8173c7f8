package dev.wsctl.cli.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.wsctl.cli.exit.OutputClosedException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one JSON object, in order. What is not known is written as null, never left out. */
public final class JsonObject {
    private final JsonGenerator json;

    JsonObject(JsonGenerator json) {
        this.json = json;
    }

    public JsonObject text(String name, @Nullable String value) {
        return write(() -> {
            json.writeFieldName(name);
            if (value == null) {
                json.writeNull();
            } else {
                json.writeString(value);
            }
        });
    }

    public JsonObject number(String name, long value) {
        return write(() -> json.writeNumberField(name, value));
    }

    public JsonObject number(String name, OptionalLong value) {
        return value.isPresent() ? number(name, value.getAsLong()) : text(name, null);
    }

    /** Rounded to one decimal: nobody's measurement is better, and the output stays readable. NaN is null. */
    public JsonObject decimal(String name, double value) {
        if (Double.isNaN(value)) {
            return text(name, null);
        }
        return write(() -> json.writeNumberField(name, Math.round(value * 10) / 10.0));
    }

    /** As it is: for figures whose later digits mean something, like a percentile of 99.9995. */
    public JsonObject exact(String name, double value) {
        return write(() -> json.writeNumberField(name, value));
    }

    /** As they are; what is not a number is null. */
    public JsonObject decimals(String name, Iterable<Double> values) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (double value : values) {
                if (Double.isFinite(value)) {
                    json.writeNumber(value);
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        });
    }

    public JsonObject flag(String name, boolean value) {
        return write(() -> json.writeBooleanField(name, value));
    }

    /** Nanoseconds as {@code <name>} in whole microseconds; call it something that ends in {@code _us}. */
    public JsonObject micros(String name, long nanos) {
        return number(name, (nanos + 500) / 1000);
    }

    public JsonObject object(String name, Consumer<JsonObject> fields) {
        return write(() -> {
            json.writeObjectFieldStart(name);
            fields.accept(this);
            json.writeEndObject();
        });
    }

    /** An object, or null where there is none. */
    public <T> JsonObject value(String name, @Nullable T value, BiConsumer<T, JsonObject> fields) {
        return value == null ? text(name, null) : object(name, json -> fields.accept(value, json));
    }

    public <T> JsonObject array(String name, Iterable<T> elements, BiConsumer<T, JsonObject> fields) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (T element : elements) {
                json.writeStartObject();
                fields.accept(element, this);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    public JsonObject texts(String name, Iterable<String> values) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private JsonObject write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new OutputClosedException();
        }
    }
}
