package dev.wsctl.cli.option;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 1d}; a bare number is seconds. Zero and less is refused. */
public final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        return parse(value);
    }

    public static Duration parse(String value) {
        int unit = 0;
        while (unit < value.length()
                && (Character.isDigit(value.charAt(unit)) || "+-.".indexOf(value.charAt(unit)) >= 0)) {
            unit++;
        }
        double nanos;
        try {
            nanos = Double.parseDouble(value.substring(0, unit))
                    * nanosPer(value, value.substring(unit).strip());
        } catch (NumberFormatException e) {
            throw notADuration(value);
        }
        if (nanos <= 0) {
            throw new TypeConversionException("'" + value + "' must be longer than nothing; try 5s");
        }
        if (nanos > Long.MAX_VALUE / 4.0) {
            throw new TypeConversionException("'" + value + "' is longer than anyone will wait; try 1h");
        }
        return Duration.ofNanos((long) nanos);
    }

    private static double nanosPer(String value, String unit) {
        return switch (unit) {
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "", "s" -> 1e9;
            case "m", "min" -> 60e9;
            case "h" -> 3600e9;
            case "d" -> 86400e9;
            default -> throw notADuration(value);
        };
    }

    private static TypeConversionException notADuration(String value) {
        return new TypeConversionException("'" + value + "' is not a duration; try 500ms, 5s or 2m");
    }
}
