package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How instances are called in a table of pairs, where two names and the figures must share a line: by their ports where
 * all are on one host, by numbers where their names are long.
 */
record PairNames(Map<String, String> names, List<String> legend) {
    /** What the figures leave of 80 columns, for each of two names. */
    private static final int WIDEST = 9;

    static PairNames of(List<Delivery> pairs) {
        List<String> labels = pairs.stream().map(Delivery::from).distinct().toList();
        Map<String, String> names = new LinkedHashMap<>();
        List<String> hosts = labels.stream().map(PairNames::host).distinct().toList();
        if (hosts.size() == 1 && !hosts.get(0).isEmpty()) {
            String host = hosts.get(0);
            labels.forEach(label -> names.put(label, label.substring(host.length())));
            return new PairNames(names, List.of("on " + host));
        }
        if (labels.stream().allMatch(label -> label.length() <= WIDEST)) {
            labels.forEach(label -> names.put(label, label));
            return new PairNames(names, List.of());
        }
        List<String> legend = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            names.put(labels.get(i), "#" + (i + 1));
            legend.add("#" + (i + 1) + " = " + labels.get(i));
        }
        return new PairNames(names, legend);
    }

    /** What stands before the port; empty if the label is more than host and port. */
    private static String host(String label) {
        int colon = label.lastIndexOf(':');
        return colon > 0 && label.indexOf('/') < 0 ? label.substring(0, colon) : "";
    }

    String of(String label) {
        return names.getOrDefault(label, label);
    }
}
