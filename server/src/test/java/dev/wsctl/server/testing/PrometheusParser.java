package dev.wsctl.server.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Prometheus' text format, version 0.0.4, and refuses what its documentation does not allow: a sample without its
 * TYPE, families that are not in one piece, a sample twice, histograms that are not cumulative.
 */
public final class PrometheusParser {

    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? (-?[0-9.]+(?:E-?[0-9]+)?|[+-]Inf|NaN)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"");

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final List<String> families = new ArrayList<>();
    private String family = "";

    private PrometheusParser() {}

    /**
     * @return value by name and labels, as in {@code up{job="a"}}
     * @throws IllegalArgumentException for what is not valid, naming the line
     */
    public static Map<String, Double> parse(String text) {
        PrometheusParser parser = new PrometheusParser();
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line does not end");
        }
        text.lines().forEach(parser::line);
        parser.checkHistograms();
        return parser.samples;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            meta(line);
        } else {
            sample(line);
        }
    }

    private void meta(String line) {
        Matcher meta = META.matcher(line);
        require(meta.matches(), line);
        String name = meta.group(2);
        if (meta.group(1).equals("HELP")) {
            require(helped.add(name), line);
            families.add(name);
            family = name;
            return;
        }
        require(name.equals(family), line);
        require(meta.group(3).matches("counter|gauge|histogram|summary|untyped"), line);
        require(types.put(name, meta.group(3)) == null, line);
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), line);
        String name = sample.group(1);
        boolean histogram = "histogram".equals(types.get(family));
        require(histogram ? name.matches(Pattern.quote(family) + "_(bucket|sum|count)") : name.equals(family), line);
        require(types.containsKey(family), line);
        labels(sample.group(2), line);
        String key = sample.group(2) == null ? name : name + sample.group(2);
        require(samples.put(key, number(sample.group(3))) == null, line);
    }

    private static void labels(@Nullable String braces, String line) {
        if (braces == null) {
            return;
        }
        String rest = braces.substring(1, braces.length() - 1);
        while (!rest.isEmpty()) {
            Matcher label = LABEL.matcher(rest);
            require(label.lookingAt(), line);
            rest = rest.substring(label.end());
            require(rest.isEmpty() || rest.startsWith(","), line);
            rest = rest.isEmpty() ? rest : rest.substring(1);
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void checkHistograms() {
        for (String name : families) {
            if (!"histogram".equals(types.get(name))) {
                continue;
            }
            double before = 0;
            for (Map.Entry<String, Double> sample : samples.entrySet()) {
                if (sample.getKey().startsWith(name + "_bucket{")) {
                    require(sample.getValue() >= before, sample.toString());
                    before = sample.getValue();
                }
            }
            require(samples.get(name + "_bucket{le=\"+Inf\"}") != null, name);
            require(samples.getOrDefault(name + "_count", -1.0) == before, name);
            require(samples.containsKey(name + "_sum"), name);
        }
    }

    private static void require(boolean valid, String line) {
        if (!valid) {
            throw new IllegalArgumentException("not valid for Prometheus: " + line);
        }
    }
}
