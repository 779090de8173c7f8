package dev.wsctl.cli.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What INFO said: name to value, as text. A field this Redis lacks is absent, never zero. */
public record Info(Map<String, String> fields) {
    public Info {
        fields = Map.copyOf(fields);
    }

    /** Parses the text of INFO; comment lines and section headings are dropped, CRLF and LF both end a line. */
    public static Info parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            String line = text.substring(start, end).strip();
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
            start = end + 1;
        }
        return new Info(fields);
    }

    public String text(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    public OptionalLong number(String name) {
        String value = fields.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    public boolean is(String name, String value) {
        return value.equals(fields.get(name));
    }
}
