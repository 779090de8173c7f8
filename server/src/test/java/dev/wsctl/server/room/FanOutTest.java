package dev.wsctl.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.broker.LocalBroker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalIoHandler;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FanOutTest {

    private static final int SENDERS = 4;
    private static final int MESSAGES_EACH = 2_000;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final SingleThreadEventLoop loop = (SingleThreadEventLoop) loops.next();
    private final FanOut fanOut = new FanOut(
            loop,
            0,
            SocketOutput.PORTABLE,
            new QueueLimits(1 << 20, TimeUnit.SECONDS.toNanos(10)),
            UnpooledByteBufAllocator.DEFAULT);
    private final Rooms rooms = new Rooms(
            new LocalBroker(), List.of(fanOut), UnpooledByteBufAllocator.DEFAULT, new RoomCapacities(Map.of(), 100));
    private final Room room = rooms.enter("lobby");
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("D4 whether messages come one at a time or in bursts, a member gets each once, in its sender's order")
    void howeverMessagesComeAMemberGetsEachOnceInItsSendersOrder() throws Exception {
        admit();
        List<Thread> senders = IntStream.range(0, SENDERS)
                .mapToObj(sender -> new Thread(() -> say(sender)))
                .toList();
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }

        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> onLoop(() -> fanOut.tick(System.nanoTime()))
                        && fanOut.counts().deliveries() == SENDERS * MESSAGES_EACH);
        List<List<Integer>> heard = IntStream.range(0, SENDERS)
                .mapToObj(s -> (List<Integer>) new ArrayList<Integer>())
                .toList();
        heard().forEach(text -> heard.get(text.charAt(0) - 'a').add(Integer.parseInt(text.substring(1))));
        assertThat(heard)
                .allSatisfy(bySender -> assertThat(bySender)
                        .containsExactlyElementsOf(
                                IntStream.range(0, MESSAGES_EACH).boxed().toList()));
    }

    @Test
    @DisplayName("what waits while the loop is busy shares one write for each member")
    void whatWaitsWhileTheLoopIsBusySharesOneWrite() throws Exception {
        admit();
        CountDownLatch busy = new CountDownLatch(1);
        loop.execute(() -> awaitQuietly(busy));
        for (int i = 0; i < 5; i++) {
            rooms.deliver("lobby", ("a" + i).getBytes(StandardCharsets.US_ASCII));
        }
        busy.countDown();

        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> onLoop(() -> fanOut.tick(System.nanoTime()))
                        && fanOut.counts().deliveries() == 5);
        assertThat(fanOut.counts().writes()).isEqualTo(1);
        assertThat(heard()).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    @DisplayName(
            "D6 what a member has had is remembered for ten seconds and no longer, though nothing is said any more")
    void whatAMemberHasHadIsForgotten() throws Exception {
        Member member = new Member(channel, fanOut, room, "ada", "ada-1", false, tooSlow -> {});
        Set<String> known = new HashSet<>(Set.of("a-1-1"));
        WeakReference<Set<String>> kept = new WeakReference<>(known);
        long resumed = System.nanoTime();
        onLoop(() -> {
            member.hold();
            member.resume(Objects.requireNonNull(kept.get()));
        });
        known = null;
        onLoop(() -> fanOut.tick(resumed + TimeUnit.SECONDS.toNanos(10)));
        System.gc();
        assertThat(kept.get()).isNotNull();
        onLoop(() -> fanOut.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(11)));
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return kept.get() == null;
        });
        assertThat(member.username()).isEqualTo("ada");
    }

    @Test
    @DisplayName(
            "D6 a member that does not take what it has missed within a minute is given up, though nothing is said")
    void aMemberThatDoesNotTakeWhatItHasMissedIsGivenUp() throws Exception {
        AtomicInteger givenUp = new AtomicInteger();
        Member member = new Member(channel, fanOut, room, "ada", "ada-1", false, tooSlow -> givenUp.incrementAndGet());
        long held = System.nanoTime();
        onLoop(member::hold);
        onLoop(() -> fanOut.tick(held + TimeUnit.SECONDS.toNanos(60)));
        assertThat(givenUp).hasValue(0);
        onLoop(() -> fanOut.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(61)));
        assertThat(givenUp).hasValue(1);
    }

    @Test
    @DisplayName("E2 what a member that was given up is not sent any more counts as no delivery")
    void whatIsNotSentIsNoDelivery() throws Exception {
        admit();
        Member gone = new Member(channel, fanOut, room, "bob", "bob-1", false, tooSlow -> {});
        onLoop(() -> {
            rooms.admit(gone);
            gone.stopSending();
        });
        rooms.deliver("lobby", "hello".getBytes(StandardCharsets.US_ASCII));
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> heard().contains("hello"));
        onLoop(() -> fanOut.tick(System.nanoTime()));
        assertThat(fanOut.counts().deliveries()).isEqualTo(1);
        assertThat(fanOut.counts().writes()).isEqualTo(1);
    }

    /** In bursts of seven, with pauses between them that grow and shrink. */
    private void say(int sender) {
        for (int i = 0; i < MESSAGES_EACH; i++) {
            rooms.deliver("lobby", ((char) ('a' + sender) + Integer.toString(i)).getBytes(StandardCharsets.US_ASCII));
            for (int pause = i % 7 == 0 ? i * 10 : 0; pause > 0; pause--) {
                Thread.onSpinWait();
            }
        }
    }

    private void admit() throws Exception {
        onLoop(() -> rooms.admit(new Member(channel, fanOut, room, "ada", "ada-1", false, member -> {})));
    }

    private boolean onLoop(Runnable task) throws Exception {
        loop.submit(task).get(20, TimeUnit.SECONDS);
        return true;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The texts of all frames that were written. */
    private List<String> heard() throws Exception {
        List<String> texts = new ArrayList<>();
        onLoop(() -> {
            for (ByteBuf frames = channel.readOutbound(); frames != null; frames = channel.readOutbound()) {
                while (frames.isReadable()) {
                    frames.skipBytes(1);
                    int length = frames.readByte();
                    texts.add(frames.readCharSequence(length, StandardCharsets.US_ASCII)
                            .toString());
                }
                frames.release();
            }
        });
        return texts;
    }
}
