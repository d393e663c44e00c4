package dev.interline.benchmarks.load;

import java.io.IOException;
import java.util.List;

/**
 * Measures drivers against raw, interleaved: in every round each driver does each measurement in a process of its own.
 * Prints a table for each tongue.
 *
 * <p>Settings are system properties: {@code rounds} (5), {@code tenths} (10: how long a measurement goes on, in tenths of
 * the usual), {@code tongues}, {@code measures} and {@code drivers}, lists with commas. A driver may
 * have a class path of its own, in the property {@code path.NAME}, options of the JVM in {@code jvm.NAME}, and another name
 * for {@link Drivers} in {@code maker.NAME}.
 */
public final class Loads {
    private Loads() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.getInteger("rounds", 5);
        String tenths = System.getProperty("tenths", "10");
        try (Processes processes = Processes.withServer()) {
            System.out.println(
                    "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
                            + " processors, medians of " + rounds + " rounds, spread ± half the range\n");
            for (String tongue : list("tongues", "chat,responses,messages,converse,gemini")) {
                Table table = new Table();
                for (int round = 0; round < rounds; round++) {
                    for (String measure : list("measures", "calls,long,paced,load,crowd,cold")) {
                        for (String driver : list("drivers", "raw,interline")) {
                            processes.measure(driver, tongue, measure, tenths, table);
                        }
                    }
                }
                System.out.println(table.print(tongue));
            }
        }
    }

    private static List<String> list(String property, String usual) {
        return List.of(System.getProperty(property, usual).split(",", -1));
    }
}
