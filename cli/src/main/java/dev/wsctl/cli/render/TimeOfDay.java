package dev.wsctl.cli.render;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** {@code 14:03:07}, for lines that make a history. */
final class TimeOfDay {
    private TimeOfDay() {}

    // DateTimeFormatter costs locale data at every start.
    static String of(Instant time, ZoneId zone) {
        LocalTime local = LocalTime.ofInstant(time, zone);
        return two(local.getHour()) + ":" + two(local.getMinute()) + ":" + two(local.getSecond());
    }

    private static String two(int value) {
        return (value < 10 ? "0" : "") + value;
    }
}
