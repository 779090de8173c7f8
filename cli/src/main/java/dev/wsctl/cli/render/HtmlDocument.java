package dev.wsctl.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The frame around a report: one file with style, charts and script inside. Its content security policy lets it ask the
 * network for nothing, whatever may have got into it.
 */
final class HtmlDocument {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private HtmlDocument() {}

    /** Drawings that need no script, and the places where it draws others that can be asked. */
    static void charts(Html body, List<Chart> charts) {
        charts.forEach(chart -> chart.place(body));
    }

    /** @param charts those that {@code body} has places for */
    static String of(String title, Html body, List<Chart> charts) {
        Html html = new Html();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .text(title)
                .raw("</title>\n<style>\n")
                .raw(resource("/uplot/uPlot.min.css"))
                .raw(resource("/report/report.css"))
                .raw("</style>\n</head>\n<body>\n")
                .raw(body.toString());
        if (!charts.isEmpty()) {
            html.raw("<script type=\"application/json\" id=\"charts\">")
                    .raw(data(charts))
                    .raw("</script>\n<script>\n")
                    .raw(resource("/uplot/uPlot.iife.min.js"))
                    .raw("</script>\n<script>\n")
                    .raw(resource("/report/report.js"))
                    .raw("</script>\n");
        }
        return html.raw("</body>\n</html>\n").toString();
    }

    /** JSON in which no markup can begin. */
    private static String data(List<Chart> charts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.writeStartArray();
            for (Chart chart : charts) {
                generator.writeStartObject();
                chart.json(new JsonObject(generator));
                generator.writeEndObject();
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlDocument.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this wsctl was built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
