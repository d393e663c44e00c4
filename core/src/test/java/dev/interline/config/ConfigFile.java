package dev.interline.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interline.Interline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration file of a test, and what surrounds it. */
final class ConfigFile {
    final FakeProvider azure = new FakeProvider("azure");
    final FakeProvider acme = new FakeProvider("acme");
    final Map<String, String> environment = new LinkedHashMap<>();

    private final Path directory;
    private final Path file;

    private ConfigFile(Path directory, String name, String text) {
        this.directory = directory;
        this.file = directory.resolve(name);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigFile yaml(Path directory, String text) {
        return new ConfigFile(directory, "interline.yaml", text);
    }

    static ConfigFile properties(Path directory, String text) {
        return new ConfigFile(directory, "interline.properties", text);
    }

    ConfigFile with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Loader loader() {
        return Interline.loader().environment(environment).provider(azure).provider(acme);
    }

    Interline load() {
        return loader().load(file);
    }

    Path path() {
        return file;
    }

    /** What loading it complains of, with the file's name alone instead of its whole path. */
    String complaint() {
        ConfigException problem = catchThrowableOfType(ConfigException.class, this::load);
        return problem == null
                ? "loads without complaint"
                : problem.getMessage().replace(directory + "/", "");
    }
}
