package dev.interline.examples.config;

import dev.interline.Interline;
import dev.interline.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A row of the table of broken files.
 *
 * @param place what its lines are
 * @param title what is wrong
 * @param lines what somebody has written
 */
record BrokenFile(String place, String title, String lines) {
    private static final Path TABLE = Path.of("src", "test", "resources", "config", "broken-files.txt");
    private static final String ENVIRONMENT = "environment ";

    /** The whole table. */
    static List<BrokenFile> all() {
        List<BrokenFile> rows = new ArrayList<>();
        for (String row : table().substring(table().indexOf("=== ")).split("(?m)^=== ")) {
            if (!row.isEmpty()) {
                int title = row.indexOf(": ");
                int end = row.indexOf('\n');
                rows.add(
                        new BrokenFile(row.substring(0, title), row.substring(title + 2, end), row.substring(end + 1)));
            }
        }
        return rows;
    }

    /** The file that the rows break. */
    static String good() {
        String table = table();
        return table.substring(table.indexOf("deployments:"), table.indexOf("\n\n===")) + "\n";
    }

    private static String table() {
        try {
            return Files.readString(TABLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said to whoever loads it from there. */
    String complaint(Path directory) {
        Path file = directory.resolve(place.equals("properties") ? "interline.properties" : "interline.yaml");
        try {
            Files.writeString(file, whole());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Interline interline =
                Interline.loader().environment(environment()).warm(false).load(file)) {
            return "loads without complaint: " + interline;
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage()).replace(directory + "/", "");
        }
    }

    private Map<String, String> environment() {
        if (!place.startsWith(ENVIRONMENT)) {
            return Map.of();
        }
        String[] variable = place.substring(ENVIRONMENT.length()).split("=", 2);
        return Map.of(variable[0], variable[1]);
    }

    private String whole() {
        String good = good();
        return switch (place) {
            case "file", "properties" -> lines;
            case "top" -> good + lines;
            case "deployment" ->
                good.substring(0, good.indexOf("    provider: azure"))
                        + lines.indent(4)
                        + good.substring(good.indexOf("  spare:"));
            case "model" -> good.substring(0, good.indexOf("    route:")) + lines.indent(4);
            default -> good;
        };
    }
}
