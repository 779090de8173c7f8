package dev.wsctl.cli.render;

import java.time.Duration;

/** Quantities as people read them. */
public final class Units {
    private Units() {}

    /** {@code 1,234,567}. */
    public static String count(long value) {
        String digits = Long.toString(Math.abs(value));
        StringBuilder text = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return (value < 0 ? "-" : "") + text;
    }

    /** {@code 1 channel}, {@code 2 channels}. */
    public static String count(long value, String one) {
        return count(value, one, one + "s");
    }

    /** {@code 1 delivery}, {@code 2 deliveries}. */
    public static String count(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /** {@code 512 B}, {@code 1.2 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = -1;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return oneDecimal(value) + " " + units[unit];
    }

    /** {@code 85 µs}, {@code 1.24 ms}, {@code 12.4 ms}, {@code 3.2 s}. */
    public static String latency(long nanos) {
        if (nanos < 999_500) {
            return (nanos + 500) / 1000 + " µs";
        }
        double millis = nanos / 1e6;
        if (millis < 9.995) {
            return twoDecimals(millis) + " ms";
        }
        return millis < 999.95 ? oneDecimal(millis) + " ms" : oneDecimal(millis / 1000) + " s";
    }

    /** The two largest units: {@code 3d 4h}, {@code 4h 12m}, {@code 12m 5s}, {@code 5s}. */
    public static String span(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86400) {
            return pair(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return pair(seconds / 86400, "d", seconds % 86400 / 3600, "h");
    }

    /** {@code 42 %}; {@code <1 %} where rounding would say nothing is used. */
    public static String percent(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 1 ? "<1 %" : Math.round(percent) + " %";
    }

    /** One decimal below 100, none above: {@code 0.8}, {@code 12.5}, {@code 1,234}. */
    public static String rate(double perSecond) {
        return perSecond < 99.95 ? oneDecimal(perSecond) : count(Math.round(perSecond));
    }

    private static String pair(long big, String bigUnit, long small, String smallUnit) {
        return big + bigUnit + (small == 0 ? "" : " " + small + smallUnit);
    }

    // String.format costs a regular expression and a locale lookup at every start.
    private static String oneDecimal(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    private static String twoDecimals(double value) {
        long hundredths = Math.round(value * 100);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
