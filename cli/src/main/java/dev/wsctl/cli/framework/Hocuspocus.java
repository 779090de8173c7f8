package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Count;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hocuspocus with {@code @hocuspocus/extension-redis}: a channel {@code <prefix>:<document>} for every open document, and
 * in later versions (seen with 4.7) {@code <prefix>#reply:<identifier>}, one an instance. Another prefix than the usual is
 * anybody's name: then the confidence is low.
 */
final class Hocuspocus implements Recogniser {
    private static final Pattern REPLY = Pattern.compile("(?<prefix>.+)#reply:.+");
    private static final String USUAL = "hocuspocus";

    @Override
    public List<Framework> recognise(Footprint seen, Map<Probe, Count> answers) {
        Map<String, Long> replies = new TreeMap<>();
        for (String channel : seen.channels().keySet()) {
            Matcher reply = REPLY.matcher(channel);
            if (reply.matches()) {
                replies.merge(reply.group("prefix"), 1L, Long::sum);
            }
        }
        List<Framework> found = new ArrayList<>();
        replies.forEach(
                (prefix, instances) -> found.add(framework(seen, prefix, prefix + "#reply:*", Count.of(instances))));
        if (!replies.containsKey(USUAL)) {
            seen.channels().entrySet().stream()
                    .filter(channel -> channel.getKey().startsWith(USUAL + ":"))
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .ifPresent(most -> found.add(framework(
                            seen, USUAL, USUAL + ":*", Count.atLeast(most, "instances with the same document"))));
        }
        return found;
    }

    private static Framework framework(Footprint seen, String prefix, String seenBy, Count instances) {
        long documents = seen.channels().keySet().stream()
                .filter(channel -> channel.startsWith(prefix + ":"))
                .count();
        boolean usual = prefix.equals(USUAL);
        return new Framework(
                "Hocuspocus",
                usual ? "" : prefix,
                usual ? Confidence.HIGH : Confidence.LOW,
                seenBy,
                instances,
                Count.unknown(NO_PROBE),
                Count.of(documents),
                Count.unknown(NOT_IN_REDIS),
                Count.unknown(NOTHING_STORED),
                List.of());
    }
}
