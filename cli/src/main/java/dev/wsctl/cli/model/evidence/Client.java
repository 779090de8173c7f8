package dev.wsctl.cli.model.evidence;

import java.util.Map;

/** A connection as CLIENT LIST describes it. A field that this Redis lacks is absent, never zero. */
public record Client(Map<String, String> fields) {
    public Client {
        fields = Map.copyOf(fields);
    }

    public String id() {
        return text("id");
    }

    public String name() {
        return text("name");
    }

    public String address() {
        return text("addr");
    }

    /** The host part of {@link #address}. */
    public String host() {
        String address = address();
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    /** As people tell connections apart: {@code chat:a:sub (10.0.0.7:51234)}. */
    public String label() {
        return name().isEmpty() ? address() : name() + " (" + address() + ")";
    }

    /** Empty when there is none. */
    public String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** @throws AbsentException when this Redis does not tell */
    public long number(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new AbsentException("CLIENT LIST of this Redis has no field " + field);
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new AbsentException("CLIENT LIST has " + value + " for " + field);
        }
    }
}
