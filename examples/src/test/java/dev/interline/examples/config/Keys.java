package dev.interline.examples.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of all keys: by section of the schema and key, the test that shows what the key changes. */
record Keys(Map<String, Map<String, String>> tests) {
    private static final Path TABLE = Path.of("src", "test", "resources", "config", "keys.txt");

    static Keys read() {
        Map<String, Map<String, String>> tests = new LinkedHashMap<>();
        String section = "";
        try {
            for (String line : Files.readAllLines(TABLE)) {
                if (line.startsWith("[")) {
                    section = line.substring(1, line.length() - 1);
                } else if (line.contains(" = ")) {
                    String[] row = line.split(" = ", 2);
                    tests.computeIfAbsent(section, it -> new LinkedHashMap<>()).put(row[0], row[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Keys(tests);
    }
}
