package dev.wsctl.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.wsctl.cli.exit.OutputClosedException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a {@code T} can be shown as. */
public final class Views<T> {
    private final String schema;
    private final HumanView<T> human;
    private final JsonView<T> json;
    private final Map<Format, LineView<T>> lines = new EnumMap<>(Format.class);

    /** @param schema the document's name and version, {@code wsctl/health/v1} */
    public Views(String schema, HumanView<T> human, JsonView<T> json) {
        this.schema = schema;
        this.human = human;
        this.json = json;
    }

    public Views<T> with(Format format, LineView<T> view) {
        lines.put(format, view);
        return this;
    }

    HumanView<T> human() {
        return human;
    }

    public List<Format> formats() {
        List<Format> formats = new ArrayList<>(List.of(Format.HUMAN, Format.JSON, Format.NDJSON));
        formats.addAll(lines.keySet());
        return formats;
    }

    public void write(T value, Format format, Page page, PrintStream out) {
        switch (format) {
            case HUMAN -> human.write(value, page);
            case JSON -> json(value, out, true);
            case NDJSON -> json(value, out, false);
            default -> other(format).write(value, out);
        }
    }

    private LineView<T> other(Format format) {
        @Nullable LineView<T> view = lines.get(format);
        if (view == null) {
            throw new IllegalArgumentException("no view for " + format);
        }
        return view;
    }

    private void json(T value, PrintStream out, boolean pretty) {
        JsonFactory factory = new JsonFactory().setCharacterEscapes(new Printable.InJson());
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.setPrettyPrinter(pretty ? indenting() : new MinimalPrettyPrinter());
            generator.writeStartObject();
            generator.writeStringField("schema", schema);
            json.write(value, new JsonObject(generator));
            generator.writeEndObject();
            generator.writeRaw('\n');
        } catch (IOException e) {
            throw new OutputClosedException();
        }
    }

    private static DefaultPrettyPrinter indenting() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }
}
