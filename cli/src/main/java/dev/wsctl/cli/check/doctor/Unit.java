package dev.wsctl.cli.check.doctor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What a threshold is counted in: how it is typed and shown. */
public enum Unit {
    /** {@code 80%}; base: shares of 1. */
    PERCENT("80%"),
    /** {@code 5ms}, {@code 2m}; base: seconds. */
    TIME("5ms, 30s or 2m"),
    /** {@code 8mb}, as redis.conf writes it; base: bytes. */
    BYTES("8mb"),
    NUMBER("100");

    private final String example;

    Unit(String example) {
        this.example = example;
    }

    /** A value as one may type it. */
    public String example() {
        return example;
    }

    /**
     * @return in the base unit
     * @throws NumberFormatException when it is none
     */
    double parse(String text) {
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        String suffix = text.substring(end).strip().toLowerCase(Locale.ROOT);
        double number = Double.parseDouble(text.substring(0, end));
        if (number < 0) {
            throw new NumberFormatException(text);
        }
        return number * factor(suffix, text);
    }

    private double factor(String suffix, String text) {
        return switch (name() + suffix) {
            case "PERCENT%" -> 0.01;
            case "TIMEus" -> 1e-6;
            case "TIMEms" -> 1e-3;
            case "TIMEs", "BYTES", "BYTESb", "NUMBER" -> 1;
            case "TIMEm" -> 60;
            case "TIMEh" -> 3600;
            case "BYTESkb" -> 1024;
            case "BYTESmb" -> 1024.0 * 1024;
            case "BYTESgb" -> 1024.0 * 1024 * 1024;
            default -> throw new NumberFormatException(text);
        };
    }

    /** As one types it: what {@link #parse} takes. */
    public String typed(double value) {
        return show(value)
                .replace(" ", "")
                .replace("µ", "u")
                .replace("min", "m")
                .replace("iB", "b")
                .toLowerCase(Locale.ROOT);
    }

    /** As people read it. */
    public String show(double value) {
        return switch (this) {
            case PERCENT -> plain(value * 100) + " %";
            case TIME ->
                value < 1e-3
                        ? plain(value * 1e6) + " µs"
                        : value < 1 ? plain(value * 1e3) + " ms" : value < 120 ? plain(value) + " s" : minutes(value);
            case BYTES -> bytes(value);
            case NUMBER -> plain(value);
        };
    }

    private static String minutes(double seconds) {
        return seconds < 7200 ? plain(seconds / 60) + " min" : plain(seconds / 3600) + " h";
    }

    private static String bytes(double value) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double rest = value;
        while (rest >= 1024 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        return plain(rest) + " " + units[unit];
    }

    /** Two decimals at most, and none where there are none. */
    static String plain(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0
                ? rounded.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                : rounded.toPlainString();
    }
}
