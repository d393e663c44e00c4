package dev.interline.benchmarks.load;

import java.util.Locale;

/** One thing that is measured. */
enum Figure {
    PLAIN_CPU("plain call, CPU", "us", true),
    PLAIN_BYTES("plain call, allocation", "bytes", true),
    S500_CPU("chunk of 500, CPU", "ns", true),
    S500_BYTES("chunk of 500, allocation", "bytes", true),
    S5000_CPU("chunk of 5,000, CPU", "ns", true),
    S5000_BYTES("chunk of 5,000, allocation", "bytes", true),
    FIRST("first token, p50", "us", true),
    LAG("token lag at 10 ms, p50", "us", true),
    CALLS("64 callers, plain", "calls/s", false),
    STREAMS("64 callers, streams of 500", "calls/s", false),
    CROWD_CPU("1,000 streams, CPU a token", "ns", true),
    CROWD_THREADS("1,000 streams, threads", "", true),
    CROWD_HEAP("1,000 streams, live heap", "KB", true),
    HELD_BYTES("a stream that is open, memory", "bytes", true),
    COLD_WALL("cold start to the first answer", "ms", true),
    COLD_CPU("cold start, CPU", "ms", true),
    COLD_CLASSES("cold start, classes", "", true),
    LOST("lost or wrong calls", "", true);

    final String title;
    final String unit;
    final boolean lowerIsBetter;

    Figure(String title, String unit, boolean lowerIsBetter) {
        this.title = title;
        this.unit = unit;
        this.lowerIsBetter = lowerIsBetter;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Figure of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
