package dev.wsctl.cli.render;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Short names for targets: as little of each URL as tells them apart, at least the host and port. */
public final class TargetLabels {
    private TargetLabels() {}

    /**
     * {@code 127.0.0.1:8001} for {@code ws://127.0.0.1:8001/ws}; the whole URL where that would be the same for two.
     *
     * @param urls without secrets
     */
    public static List<String> of(List<String> urls) {
        List<String> hosts = map(urls, TargetLabels::hostAndPort);
        if (new HashSet<>(hosts).size() == urls.size()) {
            return hosts;
        }
        if (new HashSet<>(urls).size() == urls.size()) {
            return List.copyOf(urls);
        }
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            numbered.add(urls.get(i) + "#" + (i + 1));
        }
        return numbered;
    }

    private static String hostAndPort(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int user = rest.lastIndexOf('@');
        rest = rest.substring(user + 1);
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) {
                return rest.substring(0, i);
            }
        }
        return rest;
    }

    private static List<String> map(List<String> urls, UnaryOperator<String> label) {
        return urls.stream().map(label).toList();
    }
}
