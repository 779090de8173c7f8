package dev.wsctl.server.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The process and its JVM, under the names that Prometheus' own client libraries gave these figures. */
public final class JvmMetrics {

    private static final double NANOS_A_SECOND = 1e9;

    private JvmMetrics() {}

    public static void register(MetricRegistry registry) {
        memory(registry);
        garbage(registry);
        process(registry);
        registry.gauge(
                "jvm_threads_current",
                "Live threads",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static void memory(MetricRegistry registry) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        registry.gauges("jvm_memory_used_bytes", "Used memory", "area", () -> areas(memory, MemoryUsage::getUsed));
        registry.gauges(
                "jvm_memory_committed_bytes",
                "Memory reserved from the operating system",
                "area",
                () -> areas(memory, MemoryUsage::getCommitted));
        registry.gauges(
                "jvm_memory_max_bytes",
                "Memory it may use at most; -1 is no limit",
                "area",
                () -> areas(memory, MemoryUsage::getMax));
        List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
        registry.gauges(
                "jvm_buffer_pool_used_bytes", "Memory of NIO buffers outside the heap", "pool", () -> byName(pools));
    }

    private static Map<String, Long> areas(MemoryMXBean memory, ToLongFunction<MemoryUsage> figure) {
        Map<String, Long> areas = new LinkedHashMap<>();
        areas.put("heap", figure.applyAsLong(memory.getHeapMemoryUsage()));
        areas.put("nonheap", figure.applyAsLong(memory.getNonHeapMemoryUsage()));
        return areas;
    }

    private static Map<String, Long> byName(List<BufferPoolMXBean> pools) {
        Map<String, Long> used = new LinkedHashMap<>();
        pools.forEach(pool -> used.put(pool.getName(), pool.getMemoryUsed()));
        return used;
    }

    private static void garbage(MetricRegistry registry) {
        registry.counters(
                "jvm_gc_collections_total",
                "Garbage collections",
                "gc",
                () -> collectors(GarbageCollectorMXBean::getCollectionCount));
        registry.counters(
                "jvm_gc_collection_seconds_total",
                "Time spent in garbage collections",
                "gc",
                () -> collectors(gc -> gc.getCollectionTime() / 1e3));
    }

    private static Map<String, Double> collectors(ToDoubleFunction<GarbageCollectorMXBean> figure) {
        Map<String, Double> values = new LinkedHashMap<>();
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(gc -> values.put(gc.getName(), figure.applyAsDouble(gc)));
        return values;
    }

    private static void process(MetricRegistry registry) {
        registry.gauge(
                "process_start_time_seconds",
                "When the process started, in seconds since 1970",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        var system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean cpu) {
            registry.counter(
                    "process_cpu_seconds_total", "Processor time used", () -> cpu.getProcessCpuTime() / NANOS_A_SECOND);
        }
        if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            registry.gauge("process_open_fds", "Open files and sockets", unix::getOpenFileDescriptorCount);
            registry.gauge("process_max_fds", "Open files and sockets it may have", unix::getMaxFileDescriptorCount);
        }
    }
}
