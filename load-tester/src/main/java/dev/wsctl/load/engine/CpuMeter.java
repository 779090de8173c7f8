package dev.wsctl.load.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of this machine this process uses, from one reading to the next. */
final class CpuMeter {

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long cpuNanos = system.getProcessCpuTime();
    private long readNanos = System.nanoTime();

    /** Percent of all processors since the last reading, or since this meter began; NaN if no time has passed. */
    double read() {
        long cpu = system.getProcessCpuTime();
        long now = System.nanoTime();
        double available = (double) (now - readNanos) * Runtime.getRuntime().availableProcessors();
        double percent = available <= 0 ? Double.NaN : Math.min(100, 100 * (cpu - cpuNanos) / available);
        cpuNanos = cpu;
        readNanos = now;
        return percent;
    }
}
