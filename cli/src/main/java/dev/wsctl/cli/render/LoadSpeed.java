package dev.wsctl.cli.render;

import dev.wsctl.load.engine.LoadListener.Part;
import dev.wsctl.load.engine.LoadListener.Progress;
import java.util.ArrayList;
import java.util.List;

/** Turns counts that grow into what happens a second: half old, half new, since four samples a second jump more than anyone can read. */
final class LoadSpeed {
    /** As many percentiles as are ever drawn. */
    private static final int MOST = 48;

    private long atNanos;
    private long sent;
    private long delivered;
    private List<Part> parts = List.of();
    private final List<Double> p99s = new ArrayList<>();
    private LoadLive.Rates rates = new LoadLive.Rates(0, 0, List.of(), List.of());

    /** To be called with rising times. */
    LoadLive.Rates of(Progress progress, long nowNanos) {
        remember(progress.p99Micros());
        if (parts.size() == progress.parts().size() && nowNanos > atNanos) {
            double seconds = (nowNanos - atNanos) / 1e9;
            List<Double> each = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                long more = progress.parts().get(i).delivered() - parts.get(i).delivered();
                each.add(smooth(rates.parts().get(i), more / seconds));
            }
            rates = new LoadLive.Rates(
                    smooth(rates.sent(), (progress.sent() - sent) / seconds),
                    smooth(rates.delivered(), (progress.delivered() - delivered) / seconds),
                    each,
                    List.copyOf(p99s));
        } else {
            rates = new LoadLive.Rates(
                    0, 0, progress.parts().stream().map(part -> 0.0).toList(), List.copyOf(p99s));
        }
        atNanos = nowNanos;
        sent = progress.sent();
        delivered = progress.delivered();
        parts = progress.parts();
        return rates;
    }

    /** Nothing is drawn for the time before the first message. */
    private void remember(double p99Micros) {
        if (!p99s.isEmpty() || !Double.isNaN(p99Micros)) {
            p99s.add(p99Micros);
        }
        if (p99s.size() > MOST) {
            p99s.remove(0);
        }
    }

    private static double smooth(double before, double now) {
        return before == 0 ? now : (before + now) / 2;
    }
}
