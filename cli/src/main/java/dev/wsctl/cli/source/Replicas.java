package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.Info;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where a master's replicas are: {@code slave0:ip=10.0.0.8,port=6379,state=online,…} of INFO. */
final class Replicas {
    private static final Pattern LINE = Pattern.compile("ip=([^,]+),port=(\\d+),state=online\\b.*");

    private Replicas() {}

    /** Those that are connected and in step. */
    static List<Endpoint> of(Info info) {
        List<Endpoint> replicas = new ArrayList<>();
        for (int i = 0; !info.text("slave" + i, "").isEmpty(); i++) {
            Matcher line = LINE.matcher(info.text("slave" + i, ""));
            if (line.matches()) {
                replicas.add(new Endpoint.Tcp(line.group(1), Integer.parseInt(line.group(2))));
            }
        }
        return replicas;
    }
}
