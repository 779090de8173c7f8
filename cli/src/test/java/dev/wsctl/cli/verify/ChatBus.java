package dev.wsctl.cli.verify;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** How an instance of a home-made chat speaks to Redis. */
interface ChatBus extends AutoCloseable {
    /** Connects. What arrives goes to the receiver as channel and message, on a thread that waits for it. */
    interface Line {
        ChatBus open(BiConsumer<String, String> receiver);
    }

    /** Completes when Redis has confirmed. */
    CompletionStage<Void> subscribe(String channel);

    void publish(String channel, String message);

    @Override
    void close();
}
