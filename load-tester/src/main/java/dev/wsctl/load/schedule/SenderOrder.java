package dev.wsctl.load.schedule;

import java.util.SplittableRandom;

/**
 * Who sends message {@code i}: in every round of as many messages as there are senders each sends once, in an order that
 * the seed decides anew for each round. So even a short run has every sender speak, and the same seed repeats the run.
 * Meant to be asked for rising {@code i}; not for concurrent use.
 */
public final class SenderOrder {

    private final long seed;
    private final int[] order;
    private long round = -1;

    public SenderOrder(long seed, int senders) {
        this.seed = seed;
        order = new int[senders];
    }

    /** The sender of message {@code i}, from 0 to {@code senders} − 1. */
    public int sender(long i) {
        long wanted = i / order.length;
        if (wanted != round) {
            shuffle(wanted);
            round = wanted;
        }
        return order[(int) (i % order.length)];
    }

    private void shuffle(long wanted) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + wanted);
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
