package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.server.broker.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys by which instances encrypt messages in Redis; by reference only, a key on a command line is seen by ps. */
public final class MessageKeys {
    private static final String VARIABLE = "REDIS_ENCRYPTION_KEYS";

    @Option(
            names = "--keys-file",
            paramLabel = "FILE",
            description = "Keys of encrypted messages, by commas or lines. Default: " + VARIABLE + ", else none.")
    private @Nullable Path file;

    /** Null when there are no keys. */
    public @Nullable Sealing sealing(Map<String, String> environment) {
        String text = file == null ? environment.getOrDefault(VARIABLE, "") : read(file);
        List<String> keys = Arrays.stream(text.split("[,\\s]+"))
                .filter(key -> !key.isEmpty())
                .toList();
        if (keys.isEmpty() && file != null) {
            throw WsctlException.usage("there is no key in " + file, "the keys of " + VARIABLE + ", one a line");
        }
        return keys.isEmpty() ? null : Sealing.with(keys);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw WsctlException.usage(
                    "the file of keys " + file + " can't be read: "
                            + e.getClass().getSimpleName(),
                    "a file with one key a line");
        }
    }
}
