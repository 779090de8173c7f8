package dev.wsctl.server.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** ISO-8601 in UTC with milliseconds. Formats a second once and then only changes the digits. For one thread. */
final class Timestamp {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private byte[] text = new byte[0];
    private long second = Long.MIN_VALUE;

    /** @return valid until the next call */
    byte[] of(long millis) {
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted != second) {
            text = (SECOND.format(Instant.ofEpochSecond(wanted)) + ".000Z").getBytes(StandardCharsets.US_ASCII);
            second = wanted;
        }
        int fraction = (int) (millis - wanted * 1000);
        int at = text.length - 4;
        text[at] = (byte) ('0' + fraction / 100);
        text[at + 1] = (byte) ('0' + fraction / 10 % 10);
        text[at + 2] = (byte) ('0' + fraction % 10);
        return text;
    }
}
