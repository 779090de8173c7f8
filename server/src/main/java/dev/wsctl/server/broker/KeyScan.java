package dev.wsctl.server.broker;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks for keys with SCAN, one node after the other, until there are enough or the time is up. */
final class KeyScan {

    private static final int KEYS_A_PAGE = 1_000;

    private final ScanArgs args;
    private final int limit;
    private final long end;
    private final List<String> found = new ArrayList<>();

    /** @see RedisData#scan */
    KeyScan(String prefix, int limit, Duration budget) {
        String pattern = prefix.replaceAll("([\\\\*?\\[\\]^])", "\\\\$1") + "*";
        this.args = ScanArgs.Builder.matches(pattern).limit(KEYS_A_PAGE);
        this.limit = limit;
        this.end = System.nanoTime() + budget.toNanos();
    }

    CompletableFuture<RedisData.Scan> of(List<DataNode> nodes) {
        CompletableFuture<Boolean> complete = CompletableFuture.completedFuture(true);
        for (DataNode node : nodes) {
            complete = complete.thenCompose(
                    so -> so ? page(node, ScanCursor.INITIAL) : CompletableFuture.completedFuture(false));
        }
        return complete.thenApply(
                so -> new RedisData.Scan(found.stream().distinct().toList(), so));
    }

    /** Whether all of the node's keys have been seen. */
    private CompletableFuture<Boolean> page(DataNode node, ScanCursor from) {
        return node.commands()
                .<KeyScanCursor<String>>send("", redis -> redis.scan(from, args))
                .thenCompose(page -> {
                    found.addAll(page.getKeys());
                    boolean stop = page.isFinished() || found.size() >= limit || System.nanoTime() - end > 0;
                    return stop ? CompletableFuture.completedFuture(page.isFinished()) : page(node, page);
                });
    }
}
