package dev.wsctl.cli.check.doctor;

/**
 * A threshold that can be set with {@code --set CODE.name=value}.
 *
 * @param value in the unit's base: shares of 1, seconds, bytes, or a plain number
 * @param meaning what happens there: "warning above"
 */
public record Setting(String name, Unit unit, double value, String meaning) {
    public static Setting percent(String name, double percent, String meaning) {
        return new Setting(name, Unit.PERCENT, percent / 100, meaning);
    }

    public static Setting seconds(String name, double seconds, String meaning) {
        return new Setting(name, Unit.TIME, seconds, meaning);
    }

    public static Setting number(String name, double number, String meaning) {
        return new Setting(name, Unit.NUMBER, number, meaning);
    }

    public static Setting bytes(String name, double bytes, String meaning) {
        return new Setting(name, Unit.BYTES, bytes, meaning);
    }
}
