package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends what the plan's stages do to clients. Which of them is the same however many processes carry the plan
 * out: each draws among all, and disturbs those it has. Called by the thread that carries out the run.
 */
final class Disturber {

    private final LoadPlan plan;
    /** Of all processes. */
    private final BitSet present;
    /** Those of this process, by number. */
    private final @Nullable Client[] clients;

    private final List<Client> impaired = new ArrayList<>();

    /** @param present all that have joined, here and elsewhere */
    Disturber(LoadPlan plan, Client[] here, BitSet present) {
        this.plan = plan;
        this.present = present;
        clients = new Client[plan.connections()];
        for (Client client : here) {
            clients[client.number] = client;
        }
    }

    void begin(int stage) {
        Disturbance what = plan.stages().get(stage).disturbance().orElse(null);
        SplittableRandom random = new SplittableRandom(plan.seed() * 31 + stage);
        if (what instanceof Disturbance.Reconnect storm) {
            onLoops(chosen(storm.share(), random), client -> client.drop(storm.atOnce()));
        } else if (what instanceof Disturbance.SlowReaders slow) {
            impair(chosen(slow.share(), random), client -> Impairment.deaf(client.worker, slow.receiveBuffer()));
        } else if (what instanceof Disturbance.BadNetwork bad) {
            long delay = bad.delay().toNanos();
            impair(
                    chosen(bad.share(), random),
                    client -> Impairment.slow(client.worker, random.split(), delay, bad.bytesPerSecond()));
        }
    }

    /** Everybody reads as before. */
    void end() {
        List<Client> restored = List.copyOf(impaired);
        impaired.clear();
        onLoops(restored, Client::restore);
    }

    private List<Client> chosen(double share, SplittableRandom random) {
        int[] shuffled = present.stream().toArray();
        int wanted = (int) Math.ceil(share * shuffled.length);
        for (int i = 0; i < wanted; i++) {
            int j = i + random.nextInt(shuffled.length - i);
            int other = shuffled[j];
            shuffled[j] = shuffled[i];
            shuffled[i] = other;
        }
        return IntStream.of(shuffled)
                .limit(wanted)
                .mapToObj(number -> clients[number])
                .filter(Objects::nonNull)
                .toList();
    }

    private void impair(List<Client> which, Function<Client, Impairment> how) {
        impaired.addAll(which);
        for (Client client : which) {
            Impairment impairment = how.apply(client);
            client.worker.execute(() -> client.impair(impairment));
        }
    }

    private static void onLoops(List<Client> which, Consumer<Client> what) {
        which.forEach(client -> client.worker.execute(() -> what.accept(client)));
    }
}
