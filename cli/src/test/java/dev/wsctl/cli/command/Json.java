package dev.wsctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.Run;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads what a command printed with {@code -o json}. */
final class Json {
    private Json() {}

    static JsonNode json(Run run) {
        try {
            return new ObjectMapper().readTree(run.out());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + run.all(), e);
        }
    }
}
