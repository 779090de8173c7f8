package dev.wsctl.load.engine;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Watches this process while it measures: processor time and pauses of the garbage collector. */
final class GeneratorWatch implements AutoCloseable {

    private final CpuMeter cpu = new CpuMeter();
    private final NotificationListener listener = this::collected;
    private final AtomicLong longestPauseMillis = new AtomicLong();
    private final AtomicLong pausedMillis = new AtomicLong();
    private double cpuPercent = Double.NaN;
    private long startedNanos;
    private long stoppedNanos;

    /** From now on, or from an earlier call on. */
    void start() {
        if (startedNanos != 0) {
            return;
        }
        cpu.read();
        startedNanos = System.nanoTime();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // The times of a concurrent collector are not pauses; its pauses have a bean of their own.
            boolean concurrent = collector.getName().contains("Concurrent")
                    || collector.getName().contains("Cycles");
            if (!concurrent && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        }
    }

    private void collected(Notification notification, Object handback) {
        if (notification.getUserData() instanceof CompositeData data) {
            long millis =
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
            longestPauseMillis.accumulateAndGet(millis, Math::max);
            pausedMillis.addAndGet(millis);
        }
    }

    void stop() {
        if (stoppedNanos == 0 && startedNanos != 0) {
            stoppedNanos = System.nanoTime();
            cpuPercent = cpu.read();
            close();
        }
    }

    /** Of all processors of this machine. */
    double cpuPercent() {
        return cpuPercent;
    }

    double longestPauseMicros() {
        return longestPauseMillis.get() * 1e3;
    }

    /** The part of the watched time that was spent in pauses, 0 to 1. */
    double pausedShare() {
        long watched = stoppedNanos - startedNanos;
        return watched <= 0 ? 0 : pausedMillis.get() * 1e6 / watched;
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(listener);
                } catch (ListenerNotFoundException notListenedTo) {
                    // Was not listened to: a concurrent collector, or closed before.
                }
            }
        }
    }
}
