package dev.wsctl.cli.render;

/** Measured values that may be missing, which the load engine writes as NaN. */
final class Doubles {
    private Doubles() {}

    /** A number, or null where nothing was measured. */
    static void write(JsonObject json, String name, double value) {
        if (Double.isNaN(value)) {
            json.text(name, null);
        } else {
            json.decimal(name, value);
        }
    }

    /** A latency for people, or a dash. */
    static String latency(double micros) {
        return Double.isNaN(micros) ? "–" : Units.latency(Math.round(micros * 1000));
    }

    /** A share of 100, or a dash. */
    static String percent(double percent) {
        return Double.isNaN(percent) ? "–" : Units.rate(percent) + " %";
    }

    /** A whole number, or a dash. */
    static String count(double value) {
        return Double.isNaN(value) ? "–" : Units.count(Math.round(value));
    }

    /** A number of bytes, or a dash. */
    static String bytes(double value) {
        return Double.isNaN(value) ? "–" : Units.bytes(Math.round(value));
    }

    /** Per second, for people, or a dash. */
    static String rate(double perSecond) {
        return Double.isNaN(perSecond) ? "–" : Units.rate(perSecond);
    }
}
