package dev.wsctl.server.broker;

import io.lettuce.core.XAddArgs;
import io.lettuce.core.XTrimArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records room messages in streams (D6). An XADD leaves on the publisher's connection directly before its PUBLISH: what
 * somebody has received through Redis is therefore in the stream, and nothing waits for it. What was said while Redis
 * was away is on no stream; a note takes its place, so that readers can be told.
 */
final class Recorder {

    static final String MESSAGE = "data";
    private static final String NOTE = "unrecorded_on";

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int MOST_NOTES = 100_000;
    private static final int NOTES_AT_ONCE = 2_000;
    private static final int MOST_STREAMS_REMEMBERED = 10_000;
    private static final long TRIM_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final StreamSettings settings;
    private final byte[] instanceId;
    private final Function<String, @Nullable Publisher> publishers;
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

    /** @param publishers who writes to a stream; null while nobody can */
    Recorder(StreamSettings settings, String instanceId, Function<String, @Nullable Publisher> publishers) {
        this.settings = settings;
        this.instanceId = instanceId.getBytes(StandardCharsets.UTF_8);
        this.publishers = publishers;
    }

    /**
     * On the loop, directly before the PUBLISH.
     *
     * @param redirected told, before the answer is, if another node serves the stream; every other refusal is dealt with
     */
    CompletionStage<?> record(
            RedisAsyncCommands<String, byte[]> redis, String stream, byte[] message, Consumer<Throwable> redirected) {
        CompletionStage<String> added = add(redis, stream, MESSAGE, message).whenComplete((id, error) -> {
            if (error == null) {
                recorded.increment();
            } else if (Redirection.of(error) != null) {
                redirected.accept(error);
            } else if (RedisErrors.isRefusal(error)) {
                refused(stream, error);
            }
            // Otherwise the PUBLISH behind it has no answer either, and both are sent again.
        });
        trim(redis, stream);
        return added;
    }

    private CompletionStage<String> add(
            RedisAsyncCommands<String, byte[]> redis, String stream, String field, byte[] value) {
        XAddArgs args = XAddArgs.Builder.maxlen(settings.maxLength()).approximateTrimming();
        return redis.xadd(stream, args, Map.of(field, value));
    }

    private void trim(RedisAsyncCommands<String, byte[]> redis, String stream) {
        long now = System.nanoTime();
        Long last = trimmed.get(stream);
        if (last == null || now - last > TRIM_NANOS) {
            trimmed.put(stream, now);
            long oldest = System.currentTimeMillis() - settings.maxAge().toMillis();
            ignore(redis.xtrim(
                    stream, XTrimArgs.Builder.minId(Math.max(0, oldest) + "-0").approximateTrimming()));
            // Repeated once in a minute at most: a stream nobody writes to any more goes when its last entry is too
            // old.
            ignore(redis.pexpire(stream, settings.maxAge().toMillis() + TimeUnit.NANOSECONDS.toMillis(TRIM_NANOS)));
        }
    }

    private static void ignore(CompletionStage<?> answer) {
        var unused = answer.exceptionally(error -> {
            LOG.debug("A stream was not trimmed: {}", error.getMessage());
            return null;
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

    /** A message was said that will not be on this stream. From any thread. */
    void missing(String stream) {
        if (missing.size() < MOST_NOTES) {
            missing.add(stream);
        }
    }

    /** Whether a message was said that is not on this stream, nor a note that it is not. From any thread. */
    boolean isMissing(String stream) {
        return missing.contains(stream);
    }

    /**
     * On the loop, now and then, and when a connection has come about: notes what is missing, some of it. What Redis
     * refuses is tried again the next time.
     */
    void note() {
        int sent = 0;
        for (Iterator<String> streams = missing.iterator(); streams.hasNext() && sent < NOTES_AT_ONCE; ) {
            String stream = streams.next();
            Publisher publisher = publishers.apply(stream);
            if (publisher != null && publisher.isConnected()) {
                streams.remove();
                sent++;
                var unused = publisher
                        .ask(redis -> add(redis, stream, NOTE, instanceId))
                        .exceptionally(error -> {
                            missing(stream);
                            return "";
                        });
            }
        }
    }

    /** Messages recorded, since start. */
    long recorded() {
        return recorded.sum();
    }

    /** Messages that Redis refused to record, since start. */
    long failures() {
        return failures.sum();
    }
}
