package dev.wsctl.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where a value stands on one axis of a chart.
 *
 * @param from the lowest value shown
 * @param to the highest, above {@code from}
 * @param logarithmic each further power of ten is as far away as the one before; then {@code from} is over 0
 */
record SvgScale(double from, double to, boolean logarithmic) {

    /** On a linear axis, about. */
    private static final int TICKS = 4;
    /** With fewer powers of ten on a logarithmic axis, those between are named, too. */
    private static final int FEW_POWERS = 3;

    private static final double[] STEPS = {1, 2, 5};

    /** From zero to a little more than the highest. */
    static SvgScale upTo(DoubleStream values) {
        double most = values.filter(Double::isFinite).max().orElse(0);
        return new SvgScale(0, most > 0 ? 1.1 * most : 1, false);
    }

    /** Exactly from the lowest to the highest. */
    static SvgScale spanning(double from, double to) {
        return new SvgScale(from, to > from ? to : from + 1, false);
    }

    /** Logarithmic, a little more than all that is over 0. */
    static SvgScale logarithmic(DoubleStream values) {
        double[] positive = values.filter(value -> value > 0 && Double.isFinite(value))
                .sorted()
                .toArray();
        if (positive.length == 0) {
            return new SvgScale(1, 10, true);
        }
        return new SvgScale(positive[0] / 1.15, positive[positive.length - 1] * 1.15, true);
    }

    /** From 0 at {@link #from} to 1 at {@link #to}; NaN for what cannot be shown. */
    double at(double value) {
        if (!logarithmic) {
            return (value - from) / (to - from);
        }
        return value <= 0 ? Double.NaN : Math.log(value / from) / Math.log(to / from);
    }

    /** Round values to name, in their order. */
    List<Double> ticks() {
        return logarithmic ? powers() : rounds();
    }

    private List<Double> rounds() {
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (STEPS[i] * power >= rough) {
                step = STEPS[i] * power;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long n = (long) Math.ceil(from / step); n * step <= to; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    private List<Double> powers() {
        boolean between = Math.log10(to / from) < FEW_POWERS;
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(from)); Math.pow(10, power) <= to; power++) {
            for (double step : STEPS) {
                double value = step * Math.pow(10, power);
                if (value >= from && value <= to && (between || step == 1)) {
                    ticks.add(value);
                }
            }
        }
        return ticks;
    }
}
