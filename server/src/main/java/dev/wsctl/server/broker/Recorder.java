package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.KeyLayout;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XTrimArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records room messages in streams (D6). An XADD leaves on the publisher's connection directly before its PUBLISH: what
 * somebody has received through Redis is therefore in the stream, and nothing waits for it. What was said while Redis
 * was away is on no stream; a note takes its place, so that readers can be told.
 */
final class Recorder implements RoomHistory {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final String MESSAGE = "data";
    private static final String NOTE = "unrecorded_on";
    private static final int MOST_NOTES = 10_000;
    private static final int MOST_STREAMS_REMEMBERED = 10_000;
    private static final long TRIM_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final StreamSettings settings;
    private final KeyLayout keys;
    private final String instanceId;
    private final Publisher publisher;
    private final Sealing sealing;
    private final LongAdder recorded = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LogThrottle failureLog = new LogThrottle();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /** When a stream was last trimmed by age; on the loop alone. */
    private final Map<String, Long> trimmed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_STREAMS_REMEMBERED;
        }
    };

    Recorder(StreamSettings settings, KeyLayout keys, String instanceId, Publisher publisher, Sealing sealing) {
        this.sealing = sealing;
        this.settings = settings;
        this.keys = keys;
        this.instanceId = instanceId;
        this.publisher = publisher;
    }

    StreamSettings settings() {
        return settings;
    }

    /** On the loop, directly before the PUBLISH. */
    void record(RedisAsyncCommands<String, byte[]> redis, String stream, byte[] message) {
        add(redis, stream, MESSAGE, message);
        long now = System.nanoTime();
        Long last = trimmed.get(stream);
        if (last == null || now - last > TRIM_NANOS) {
            trimmed.put(stream, now);
            long oldest = System.currentTimeMillis() - settings.maxAge().toMillis();
            note(redis.xtrim(
                    stream, XTrimArgs.Builder.minId(Math.max(0, oldest) + "-0").approximateTrimming()));
            // Repeated once in a minute at most: a stream nobody writes to any more goes when its last entry is too
            // old.
            note(redis.pexpire(stream, settings.maxAge().toMillis() + TimeUnit.NANOSECONDS.toMillis(TRIM_NANOS)));
        }
    }

    private void add(RedisAsyncCommands<String, byte[]> redis, String stream, String field, byte[] value) {
        XAddArgs args = XAddArgs.Builder.maxlen(settings.maxLength()).approximateTrimming();
        var unused = redis.xadd(stream, args, Map.of(field, value)).whenComplete((id, error) -> {
            if (error == null) {
                recorded.increment();
            } else if (RedisErrors.isRefusal(error)) {
                refused(stream, error);
            }
            // Otherwise the PUBLISH behind it has no answer either, and both are sent again.
        });
    }

    private void refused(String stream, Throwable error) {
        failures.increment();
        missing(stream);
        synchronized (failureLog) {
            long heldBack = failureLog.pass();
            if (heldBack >= 0) {
                LOG.warn("Not recorded in {}: {} ({} more not logged)", stream, RedisErrors.describe(error), heldBack);
            }
        }
    }

    private static void note(java.util.concurrent.CompletionStage<?> answer) {
        var unused = answer.exceptionally(error -> {
            LOG.debug("A stream was not trimmed: {}", error.getMessage());
            return null;
        });
    }

    /** A message was said that will not be on this stream. */
    void missing(String stream) {
        if (missing.size() < MOST_NOTES) {
            missing.add(stream);
        }
    }

    /** On the loop, when a connection has come about: notes what is missing. */
    void up(RedisAsyncCommands<String, byte[]> redis) {
        List<String> streams = new ArrayList<>(missing);
        missing.clear();
        byte[] self = instanceId.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        streams.forEach(stream -> add(redis, stream, NOTE, self));
    }

    /** Messages recorded, since start. */
    long recorded() {
        return recorded.sum();
    }

    /** Messages that Redis refused to record, since start. */
    long failures() {
        return failures.sum();
    }

    @Override
    public CompletableFuture<List<Entry>> newestFirst(String room, @Nullable String before, int count) {
        Range<String> range = before == null
                ? Range.create("-", "+")
                : Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(before));
        return publisher
                .ask(redis -> redis.xrevrange(keys.streamKey(room), range, Limit.from(count)))
                .thenApply(found -> found.stream().map(one -> entry(room, one)).toList());
    }

    /** Answers arrive on the loop, which is sealing's thread. What cannot be opened reads as not recorded. */
    private Entry entry(String room, StreamMessage<String, byte[]> read) {
        byte[] sealed = read.getBody().get(MESSAGE);
        return new Entry(read.getId(), sealed == null ? null : sealing.open(keys.roomChannel(room), sealed));
    }

    @Override
    public CompletableFuture<Long> time() {
        return publisher.ask(redis -> redis.time()).thenApply(RedisSets::millis);
    }
}
