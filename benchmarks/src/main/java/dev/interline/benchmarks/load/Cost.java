package dev.interline.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used up to now.
 *
 * @param cpu nanoseconds of all its threads, the collector's and the compiler's among them
 * @param bytes allocated by all threads that are alive
 */
record Cost(long cpu, long bytes) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Cost now() {
        long bytes = 0;
        for (long each : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            bytes += Math.max(0, each);
        }
        return new Cost(SYSTEM.getProcessCpuTime(), bytes);
    }

    Cost since(Cost before) {
        return new Cost(cpu - before.cpu, bytes - before.bytes);
    }
}
