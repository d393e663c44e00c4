package dev.interline.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures cold starts from jars, interleaved: raw, Interline, Interline with what TLS needs read as well (which raw always
 * does), and raw and Interline with a cache of classes that a first run has made: an AOT cache from JDK 25 on, a CDS
 * archive before. Prints a table for each tongue. Settings are system properties: {@code rounds} (20) and {@code tongues}.
 */
public final class Starts {
    private static final List<String> DRIVERS =
            List.of("raw", "interline", "interline-tls", "raw-cached", "interline-cached", "interline-tls-cached");

    private Starts() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.getInteger("rounds", 20);
        System.setProperty("java.class.path", jars());
        Path folder = Files.createTempDirectory("caches");
        folder.toFile().deleteOnExit();
        try (Processes processes = Processes.withServer()) {
            System.out.println("JDK " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors, medians of " + rounds
                    + " starts from jars, spread ± half the range\n");
            for (String tongue : System.getProperty("tongues", "chat,converse").split(",", -1)) {
                for (String driver : DRIVERS) {
                    if (driver.endsWith("-cached")) {
                        cache(processes, driver, tongue, folder.resolve(driver + "-" + tongue));
                    }
                }
                Table table = new Table();
                for (int round = 0; round < rounds; round++) {
                    for (String driver : DRIVERS) {
                        processes.measure(driver, tongue, "cold", "10", table);
                    }
                }
                System.out.println(table.print(tongue));
            }
        }
    }

    private static void cache(Processes processes, String driver, String tongue, Path file)
            throws IOException, InterruptedException {
        file.toFile().deleteOnExit();
        boolean aot = Runtime.version().feature() >= 25;
        System.setProperty("maker." + driver, driver.substring(0, driver.lastIndexOf('-')));
        System.setProperty("jvm." + driver, (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file);
        processes.train(driver, tongue);
        System.setProperty("jvm." + driver, (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file);
    }

    /** The class path without folders, which no cache would take: this module's own stands on it as one. */
    private static String jars() throws IOException {
        StringBuilder jars = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            jars.append(jars.isEmpty() ? "" : File.pathSeparator).append(jar(Path.of(entry)));
        }
        return jars.toString();
    }

    private static Path jar(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        try (var made = Files.newDirectoryStream(entry.resolveSibling(""), "interline-*.jar")) {
            for (Path jar : made) {
                if (!jar.toString().matches(".*-(sources|javadoc|tests)\\.jar")) {
                    return jar;
                }
            }
        }
        throw new IllegalStateException(entry + " was not packaged");
    }
}
