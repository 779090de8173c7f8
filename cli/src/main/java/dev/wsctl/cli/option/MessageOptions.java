package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.data.CsvFile;
import dev.wsctl.load.data.DataException;
import dev.wsctl.load.data.DataRows;
import dev.wsctl.load.plan.MessageShape;
import dev.wsctl.load.plan.MessageSizes;
import dev.wsctl.load.plan.PayloadTemplate;
import dev.wsctl.load.plan.PlanException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the messages of a load test look like. */
public final class MessageOptions {
    /** What a row of data is given to. */
    enum Owner {
        CONNECTION,
        MESSAGE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            converter = SizesText.class,
            description = "Size of a message's text: 150, 100-2000 (all alike often), or 90%%:100-300,10%%:4000."
                    + " Default: 150.")
    private @Nullable MessageSizes sizes;

    @Option(
            names = "--payload",
            paramLabel = "TEMPLATE",
            description = "What the text is made of: {marker} (once), {pad} up to --size, {seq}, {room}, {name}, {n},"
                    + " {timestamp}, {random}, {random:1..6}, {data.COLUMN}, {words:80}. Default: {pad}{marker}.")
    private String payload = "";

    @Option(names = "--payload-file", paramLabel = "FILE", description = "The same, from a file.")
    private @Nullable Path payloadFile;

    @Option(
            names = "--data",
            paramLabel = "FILE.csv",
            description = "Rows for {data.COLUMN} in URLs, headers, cookies, dialects and the payload; the first line"
                    + " names the columns.")
    private @Nullable Path data;

    @Option(
            names = "--data-per",
            paramLabel = "WHAT",
            description = "Who takes the next row for the payload: ${COMPLETION-CANDIDATES}. Default: connection.")
    private Owner dataPer = Owner.CONNECTION;

    /**
     * @param connections of the run: with a row for each, no more are read
     * @throws PlanException for what cannot be
     * @throws WsctlException CONFIG for a file that cannot be read or has a mistake, with its line
     */
    MessageShape shape(int connections) {
        String text = payloadFile == null ? payload : text(payloadFile);
        PayloadTemplate template = text.isEmpty() ? PayloadTemplate.USUAL : PayloadTemplate.parse(text);
        if (sizes != null && !template.hasPad()) {
            throw WsctlException.usage(
                    "--size has nothing to fill: the payload has no {pad}", "{pad} where it is to be padded");
        }
        if (dataPer == Owner.MESSAGE && data == null) {
            throw WsctlException.usage("--data-per message, and there is no data", "--data FILE.csv");
        }
        return new MessageShape(
                sizes == null ? MessageSizes.fixed(150) : sizes,
                template,
                rows(dataPer == Owner.MESSAGE ? Integer.MAX_VALUE : connections),
                dataPer == Owner.MESSAGE);
    }

    private String text(Path file) {
        if (!payload.isEmpty()) {
            throw WsctlException.usage("--payload and --payload-file say the same", "one of them");
        }
        try {
            // Editors end files with a line end, which nobody means to send.
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (MalformedInputException e) {
            throw unreadable(file, "it is not text in UTF-8");
        } catch (IOException e) {
            throw unreadable(file, "it can't be read");
        }
    }

    private static WsctlException unreadable(Path file, String why) {
        return new WsctlException(ExitCode.CONFIG, "--payload-file " + file + ": " + why, "check its path");
    }

    private DataRows rows(int most) {
        if (data == null) {
            return DataRows.NONE;
        }
        try {
            return CsvFile.read(data, most);
        } catch (DataException e) {
            throw new WsctlException(ExitCode.CONFIG, String.valueOf(e.getMessage()), e.hint());
        }
    }

    static final class SizesText implements ITypeConverter<MessageSizes> {
        @Override
        public MessageSizes convert(String value) {
            try {
                return MessageSizes.parse(value);
            } catch (PlanException e) {
                throw new TypeConversionException(e.getMessage() + ". " + e.hint());
            }
        }
    }
}
