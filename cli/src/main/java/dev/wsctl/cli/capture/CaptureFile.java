package dev.wsctl.cli.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Captures on disk: JSON, compressed if the name ends in {@code .gz}, readable by the owner only. */
public final class CaptureFile {
    /** More than 20,000 connections and 50,000 channels of several nodes need; a file that unpacks to more is none of ours. */
    private static final int MOST_BYTES = 512 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(64)
                            .maxStringLength(1 << 20)
                            .build())
                    // Without, an error message would quote the file.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private CaptureFile() {}

    /** The document as it stands in an uncompressed file. */
    public static byte[] bytes(Capture capture) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(MAPPER.writeValueAsBytes(CaptureDocument.write(capture)));
            bytes.write('\n');
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses a place where nothing can be written, before anything is read. */
    public static void check(Path file) {
        Path directory = folder(file);
        // What is no file, like /dev/stdout, must not be replaced by one.
        boolean inTheWay = Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file));
        if (inTheWay || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw WsctlException.usage(
                    "cannot write to " + file,
                    "-f with a file in a directory that exists and is writable, or -f - for standard output");
        }
    }

    private static Path folder(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        return directory == null ? absolute : directory;
    }

    /**
     * Writes all of it or nothing: whoever looks sees the old file or the new one.
     *
     * @return the size of the file in bytes
     */
    public static long write(Capture capture, Path file) {
        try {
            byte[] document = bytes(capture);
            byte[] content = compressed(file) ? gzip(document) : document;
            // Through a symbolic link, the file is replaced and not the link.
            Path place = Files.exists(file) ? file.toRealPath() : file;
            Path directory = folder(place);
            Path fresh = Files.createTempFile(directory, ".wsctl-capture-", ".tmp", ownerOnly(directory));
            try {
                try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    ByteBuffer buffer = ByteBuffer.wrap(content);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                    channel.force(true);
                }
                move(fresh, place);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return content.length;
        } catch (IOException e) {
            throw WsctlException.usage("cannot write to " + file + ": " + reason(e), "another file with -f");
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] gzip(byte[] document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(document);
        }
        return bytes.toByteArray();
    }

    private static boolean compressed(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".gz");
    }

    /**
     * Reads what {@link #write} wrote; whether it is compressed is seen from its first bytes.
     *
     * @throws WsctlException USAGE when the file cannot be read, CONFIG when it is not what it should be
     */
    public static Capture read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            byte[] document = (packed ? new GZIPInputStream(in) : in).readNBytes(MOST_BYTES + 1);
            if (document.length > MOST_BYTES) {
                throw new CaptureException("it is larger than any capture");
            }
            JsonNode root = MAPPER.readTree(document);
            return CaptureDocument.read(root);
        } catch (CaptureException e) {
            throw broken(file, e.what());
        } catch (JsonProcessingException e) {
            throw broken(file, document(e));
        } catch (EOFException | ZipException e) {
            throw broken(file, "it is truncated or damaged");
        } catch (IOException e) {
            throw WsctlException.usage(
                    "cannot read the capture " + file + ": " + reason(e), "a file that wsctl capture wrote");
        }
    }

    private static String document(JsonProcessingException e) {
        boolean cut = String.valueOf(e.getOriginalMessage()).startsWith("Unexpected end-of-input");
        return cut ? "it is truncated" : "it is no JSON" + line(e);
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", from line " + e.getLocation().getLineNr() + " on";
    }

    private static WsctlException broken(Path file, String why) {
        return new WsctlException(
                ExitCode.CONFIG,
                "the capture " + file + " cannot be used: " + why,
                "wsctl capture -f writes a new one; wsctl --version tells which wsctl this is");
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : null;
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
