package dev.wsctl.server.broker;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The broker of an instance that is alone, because Redis is switched off: there is nobody to carry messages to (A2). */
public final class LocalBroker implements Broker {

    private final BrokerStatus status = new BrokerStatus(
            BrokerStatus.State.DISABLED, Instant.now(), false, null, 0, 0, 0, 0, 0, Double.NaN, Double.NaN, List.of());

    @Override
    public void start(BrokerListener listener) {}

    @Override
    public CompletionStage<@Nullable Void> subscribe(String room) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void unsubscribe(String room) {}

    @Override
    public void publish(String room, byte[] message) {}

    @Override
    public void publishToEveryone(byte[] message) {}

    @Override
    public BrokerStatus status() {
        return status;
    }

    @Override
    public void close() {}
}
