package dev.wsctl.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.broker.BrokerListener;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.LocalBroker;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomsTest {

    /** Keeps account of what it is told, and of orders that make no sense. */
    private static final class Accounting implements Broker {
        private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
        private final AtomicInteger mistakes = new AtomicInteger();
        private final Broker local = new LocalBroker();

        @Override
        public CompletionStage<@Nullable Void> subscribe(String room) {
            count(subscribed.add(room));
            return local.subscribe(room);
        }

        @Override
        public void unsubscribe(String room) {
            count(subscribed.remove(room));
        }

        private void count(boolean inOrder) {
            if (!inOrder) {
                mistakes.incrementAndGet();
            }
        }

        @Override
        public void start(BrokerListener listener) {}

        @Override
        public void publish(String room, byte[] message) {}

        @Override
        public void publishToEveryone(byte[] message) {}

        @Override
        public BrokerStatus status() {
            return local.status();
        }

        @Override
        public void close() {}
    }

    @Test
    @DisplayName("D3 under concurrent churn the broker is subscribed to exactly the rooms that have members")
    void underChurnTheBrokerIsSubscribedToExactlyTheRoomsThatHaveMembers() throws Exception {
        Accounting accounting = new Accounting();
        Rooms rooms = new Rooms(
                accounting, List.of(), UnpooledByteBufAllocator.DEFAULT, new RoomCapacities(java.util.Map.of(), 10));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<List<Room>>> stays = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int seed = t;
            stays.add(threads.submit(() -> churn(rooms, new Random(seed))));
        }
        List<Room> left = new ArrayList<>();
        for (Future<List<Room>> stay : stays) {
            left.addAll(stay.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();

        assertThat(accounting.mistakes).hasValue(0);
        assertThat(accounting.subscribed)
                .isEqualTo(rooms.names())
                .containsExactlyInAnyOrderElementsOf(
                        left.stream().map(Room::name).distinct().toList());

        left.forEach(rooms::leave);
        assertThat(accounting.subscribed).isEmpty();
        assertThat(rooms.names()).isEmpty();
    }

    private static List<Room> churn(Rooms rooms, Random random) {
        List<Room> stays = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (stays.isEmpty() || (stays.size() < 4 && random.nextBoolean())) {
                stays.add(rooms.enter("r" + random.nextInt(6)));
            } else {
                rooms.leave(stays.remove(random.nextInt(stays.size())));
            }
        }
        return stays;
    }
}
