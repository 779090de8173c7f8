package dev.wsctl.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimersTest {

    private static final long SECOND = 1_000_000_000L;

    private static final class Client implements PingWheel.Rider {
        private final List<Long> pings = new ArrayList<>();
        private final List<Long> checks = new ArrayList<>();
        private final long[] clock;
        private int place;

        Client(long[] clock) {
            this.clock = clock;
        }

        @Override
        public int wheelPlace() {
            return place;
        }

        @Override
        public void wheelPlace(int newPlace) {
            place = newPlace;
        }

        @Override
        public void ping() {
            pings.add(clock[0]);
        }

        @Override
        public void pongDue() {
            checks.add(clock[0]);
        }
    }

    @Test
    void everyClientIsPingedOnceAnIntervalAndCheckedAfterThePongTimeout() {
        long[] clock = {0};
        PingWheel wheel = new PingWheel(25 * SECOND, 10 * SECOND, SECOND / 4, 0);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clients.add(new Client(clock));
            wheel.add(clients.get(i));
        }
        for (; clock[0] <= 100 * SECOND; clock[0] += SECOND / 4) {
            wheel.tick(clock[0]);
        }
        for (Client client : clients) {
            assertThat(client.pings).hasSize(4);
            long first = client.pings.get(0);
            assertThat(client.pings.get(1) - first).isEqualTo(25 * SECOND);
            assertThat(client.checks).contains(first + 10 * SECOND);
        }
        long busiest = clients.stream().filter(c -> c.pings.get(0) == SECOND).count();
        assertThat(busiest).as("pings in one tick").isEqualTo(10);
    }

    @Test
    @DisplayName("E14 after the loop stood still, nobody is given up before there was time to read the answers")
    void standingStillIsNobodysSilence() {
        long[] clock = {0};
        PingWheel wheel = new PingWheel(25 * SECOND, 10 * SECOND, SECOND / 4, 0);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clients.add(new Client(clock));
            wheel.add(clients.get(i));
        }
        for (; clock[0] < 30 * SECOND; clock[0] += SECOND / 4) {
            wheel.tick(clock[0]);
        }
        long stopped = clock[0];
        clock[0] += 60 * SECOND;
        long continued = clock[0];
        for (; clock[0] < continued + 30 * SECOND; clock[0] += SECOND / 4) {
            wheel.tick(clock[0]);
        }
        for (Client client : clients) {
            for (long check : client.checks) {
                long pinged = client.pings.stream()
                        .filter(ping -> ping <= check)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(-35 * SECOND);
                long standingStill = pinged < stopped && check >= continued ? 60 * SECOND - SECOND / 4 : 0;
                assertThat(check - pinged - standingStill).isGreaterThanOrEqualTo(10 * SECOND);
            }
        }
        long atOnce = clients.stream()
                .filter(client -> client.pings.contains(continued))
                .count();
        assertThat(atOnce).as("pings in the first tick after").isEqualTo(10);
    }

    @Test
    void clientsThatLeaveAreForgottenAndNobodyElse() {
        long[] clock = {0};
        PingWheel wheel = new PingWheel(4 * SECOND, SECOND, SECOND, 0);
        Random random = new Random(3);
        List<Client> here = new ArrayList<>();
        List<Client> gone = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            if (here.isEmpty() || random.nextInt(3) > 0) {
                Client client = new Client(clock);
                wheel.add(client);
                here.add(client);
            } else {
                Client client = here.remove(random.nextInt(here.size()));
                wheel.remove(client);
                gone.add(client);
            }
        }
        for (int i = 0; i < 4; i++) {
            clock[0] += SECOND;
            wheel.tick(clock[0]);
        }
        assertThat(here).allSatisfy(client -> assertThat(client.pings).hasSize(1));
        assertThat(gone).allSatisfy(client -> assertThat(client.pings).isEmpty());
        assertThat(wheel.riders()).hasSameSizeAs(here);
    }

    @Test
    @DisplayName("the first that is late is found first; whoever left or was moved is not late")
    void whoeverLeftIsNotLate() {
        List<String> late = new ArrayList<>();
        DeadlineQueue queue = new DeadlineQueue(10, 100);
        DeadlineQueue.Entry a = new DeadlineQueue.Entry(() -> late.add("a"));
        DeadlineQueue.Entry b = new DeadlineQueue.Entry(() -> late.add("b"));
        DeadlineQueue.Entry c = new DeadlineQueue.Entry(() -> late.add("c"));
        queue.add(a, 0);
        queue.add(b, 1);
        queue.add(c, 2);
        DeadlineQueue.leave(b);
        queue.add(a, 5);
        queue.tick(11);
        assertThat(late).isEmpty();
        queue.tick(12);
        assertThat(late).containsExactly("c");
        queue.tick(15);
        assertThat(late).containsExactly("c", "a");
        assertThat(queue.size()).isZero();
    }

    @Test
    void beyondItsCapacityTheOldestMakesRoom() {
        List<Integer> late = new ArrayList<>();
        DeadlineQueue queue = new DeadlineQueue(10, 3);
        for (int i = 0; i < 5; i++) {
            int number = i;
            queue.add(new DeadlineQueue.Entry(() -> late.add(number)), 0);
        }
        assertThat(late).containsExactly(0, 1);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.evicted()).isEqualTo(2);
    }

    @Test
    void theRateLimitAllowsTheBurstAndThenTheAverage() {
        RateLimit limit = new RateLimit(10, 20, 0);
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += limit.tryTake(0) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(20);
        assertThat(limit.tryTake(SECOND / 20)).isFalse();
        assertThat(limit.tryTake(SECOND / 5)).isTrue();
        int later = 0;
        for (int i = 0; i < 100; i++) {
            later += limit.tryTake(1000 * SECOND) ? 1 : 0;
        }
        assertThat(later).isEqualTo(20);
        assertThat(new RateLimit(0, 1, 0).tryTake(0)).isTrue();
    }
}
