package dev.interline.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What stands between {@code // region name} and {@code // endregion} in a source, without its indentation. */
final class Regions {
    private static final String BEGIN = "// region ";

    private Regions() {}

    /** Of all examples, of tests that stand in pages as tests, and of other libraries' halves of pages, by name. */
    static Map<String, String> ofExamples() throws IOException {
        Map<String, String> regions = new LinkedHashMap<>();
        for (String root : List.of("src/main/java", "src/test/java", "../consumers/migrating")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    read(file, regions);
                }
            }
        }
        return regions;
    }

    private static void read(Path file, Map<String, String> regions) throws IOException {
        String name = "";
        List<String> region = null;
        for (String line : Files.readAllLines(file)) {
            String code = line.strip();
            if (code.startsWith(BEGIN)) {
                name = code.substring(BEGIN.length()).strip();
                region = new ArrayList<>();
            } else if (code.startsWith("// endregion") && region != null) {
                if (regions.put(name, String.join("\n", region).stripIndent().strip()) != null) {
                    throw new AssertionError("two regions are called " + name + ", one of them in " + file);
                }
                region = null;
            } else if (region != null) {
                region.add(line);
            }
        }
    }
}
