package dev.interline.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a fuzzer calls: whatever stands in a file, it is read or refused with a {@link ConfigException}; {@code
 * benchmarks/fuzz} runs it, and {@link BrokenFilesTest} does the like in every build.
 */
public final class Fuzzed {
    private static final Path DIRECTORY = directory();

    private Fuzzed() {}

    private static Path directory() {
        try {
            return Files.createTempDirectory("fuzzed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of YAML. */
    public static final class Yaml {
        private Yaml() {}

        public static void fuzzerTestOneInput(byte[] data) {
            load(ConfigFile.yaml(DIRECTORY, new String(data, StandardCharsets.UTF_8)));
        }
    }

    /** Files of properties. */
    public static final class Properties {
        private Properties() {}

        public static void fuzzerTestOneInput(byte[] data) {
            load(ConfigFile.properties(DIRECTORY, new String(data, StandardCharsets.UTF_8)));
        }
    }

    private static void load(ConfigFile file) {
        try {
            file.loader().warm(false).load(file.path()).close();
        } catch (ConfigException e) {
            // says what is wrong
        }
    }
}
