package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.evidence.SentinelView;
import dev.wsctl.cli.source.resp.Dialer;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks every sentinel that was named what it thinks of the master, and whether it could replace it. */
public final class SentinelReader {
    private SentinelReader() {}

    /** Never throws for what a sentinel does: that it is silent is a result, too. */
    public static List<SentinelView> views(RedisTarget target, Deadline deadline) {
        Dialer dialer = new Dialer(target.tls());
        List<SentinelView> views = new ArrayList<>();
        List<Endpoint> sentinels = target.endpoints();
        for (int i = 0; i < sentinels.size(); i++) {
            views.add(view(target, dialer, sentinels.get(i), deadline.share(sentinels.size() - i)));
        }
        return views;
    }

    private static SentinelView view(RedisTarget target, Dialer dialer, Endpoint sentinel, Deadline deadline) {
        RedisTarget.Sentinel wanted = target.sentinel();
        if (wanted == null) {
            return SentinelView.silent(sentinel.display(), "no master was named");
        }
        String name = wanted.master();
        RedisTarget asOurselves = target.withCredentials(wanted.user(), wanted.password());
        try (RedisNode node = RedisNode.dial(asOurselves, dialer, sentinel, deadline)) {
            node.authenticate();
            List<@Nullable Object> replies = node.callAll(
                    List.of(new String[] {"SENTINEL", "MASTER", name}, new String[] {"SENTINEL", "CKQUORUM", name}));
            if (replies.get(0) instanceof RespError error) {
                return SentinelView.silent(sentinel.display(), error.message());
            }
            Map<String, String> master = pairs(replies.get(0));
            Object verdict = replies.get(1);
            return new SentinelView(
                    sentinel.display(),
                    master.getOrDefault("ip", "") + ":" + master.getOrDefault("port", ""),
                    number(master, "quorum"),
                    number(master, "num-other-sentinels"),
                    verdict instanceof String ok && ok.startsWith("OK"),
                    verdict instanceof RespError error ? error.message() : String.valueOf(verdict),
                    "");
        } catch (RedisFailure e) {
            return SentinelView.silent(sentinel.display(), e.what());
        }
    }

    private static Map<String, String> pairs(@Nullable Object reply) {
        Map<String, String> pairs = new HashMap<>();
        if (reply instanceof List<?> list) {
            for (int i = 0; i + 1 < list.size(); i += 2) {
                pairs.put(String.valueOf(list.get(i)), String.valueOf(list.get(i + 1)));
            }
        }
        return pairs;
    }

    private static long number(Map<String, String> fields, String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
