package dev.interline.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server and the drivers, each in a process of its own. */
final class Processes implements AutoCloseable {
    private final Process server;
    private final String ports;

    private Processes(Process server, String ports) {
        this.server = server;
        this.ports = ports;
    }

    static Processes withServer() throws IOException {
        Process server = new ProcessBuilder(
                        java(), "-cp", System.getProperty("java.class.path"), LoadServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> ports = new ArrayList<>();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            ports.add(line);
        }
        return new Processes(server, String.join(",", ports));
    }

    /** {@code scene=port}, with commas between. */
    String ports() {
        return ports;
    }

    /** Lets a driver be measured, and takes the figures into a table. */
    void measure(String driver, String tongue, String measure, String tenths, Table table)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(driver, tongue, measure, tenths))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int at = line.indexOf('=');
                if (at > 0) {
                    table.add(driver, Figure.of(line.substring(0, at)), Double.parseDouble(line.substring(at + 1)));
                }
            }
        }
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IllegalStateException(driver + " could not be measured: " + tongue + ", " + measure);
        }
    }

    /** Lets a driver ask once, for the sake of what its JVM writes down while it does. */
    void train(String driver, String tongue) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(driver, tongue, "cold", "10"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IllegalStateException(driver + " could not be trained: " + tongue);
        }
    }

    private List<String> command(String driver, String tongue, String measure, String tenths) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(System.getProperty("jvm", "-XX:+UseSerialGC").split(" ", -1)));
        command.add(measure.equals("crowd") ? "-Xmx64m" : "-Xmx512m");
        String more = System.getProperty("jvm." + driver, "");
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split(" ", -1)));
        }
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(List.of("-cp", System.getProperty("path." + driver, System.getProperty("java.class.path"))));
        command.addAll(List.of(Measure.class.getName(), maker(driver), tongue, measure, ports, tenths));
        return command;
    }

    private static String maker(String driver) {
        return System.getProperty("maker." + driver, driver);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public void close() {
        server.destroy();
    }
}
