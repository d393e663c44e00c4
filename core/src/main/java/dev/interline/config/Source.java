package dev.interline.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that was found.
 *
 * @param name what messages call it
 * @param properties whether it is written as properties, not as YAML
 * @param text what it holds
 */
record Source(String name, boolean properties, String text) {
    private static final String ON_CLASS_PATH = "interline.yaml";

    /** The file that the environment names, or else the one on the class path. */
    static Source find(Environment environment) {
        String variable = environment.variable("INTERLINE_CONFIG");
        if (variable != null) {
            return named(variable, "environment variable INTERLINE_CONFIG: ", environment);
        }
        String property = environment.variable("interline.config");
        if (property != null) {
            return named(property, "system property interline.config: ", environment);
        }
        URL found = resource(Thread.currentThread().getContextClassLoader());
        if (found == null) {
            found = resource(Source.class.getClassLoader());
        }
        if (found == null) {
            throw new ConfigException("there is no configuration: name a file in the environment variable"
                    + " INTERLINE_CONFIG or the system property interline.config, or put interline.yaml on the class"
                    + " path");
        }
        try (InputStream in = found.openStream()) {
            String name = ON_CLASS_PATH + " on the class path";
            byte[] content = in.readAllBytes();
            if (found.getProtocol().equals("file")) {
                environment.read(Path.of(found.toURI()), Fingerprint.of(content));
            }
            return new Source(name, false, text(name, content));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path holds no such address: " + found, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable URL resource(@Nullable ClassLoader loader) {
        return loader == null ? null : loader.getResource(ON_CLASS_PATH);
    }

    private static Source named(String path, String by, Environment environment) {
        try {
            return file(Path.of(path), environment);
        } catch (InvalidPathException e) {
            throw new ConfigException(by + "it does not name a file");
        } catch (ConfigException e) {
            throw new ConfigException(by + e.getMessage());
        }
    }

    static Source file(Path file, Environment environment) {
        environment.read(file, Fingerprint.NONE);
        if (!Files.exists(file)) {
            String from = file.isAbsolute()
                    ? ""
                    : "; it was looked for in " + Path.of("").toAbsolutePath();
            throw new ConfigException(file + ": there is no such file" + from);
        }
        if (Files.isDirectory(file)) {
            throw new ConfigException(file + ": this is a directory; name the file in it");
        }
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean properties = lower.endsWith(".properties");
        if (!properties && !lower.endsWith(".yaml") && !lower.endsWith(".yml")) {
            throw new ConfigException(name + ": the name of the file must end in .yaml, .yml or .properties");
        }
        try {
            byte[] content = Files.readAllBytes(file);
            environment.read(file, Fingerprint.of(content));
            return new Source(name, properties, text(name, content));
        } catch (IOException e) {
            throw new ConfigException(name + ": cannot be read", e);
        }
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigException(name + ": is not text in UTF-8");
        }
    }

    Node.Branch read() {
        return properties ? PropertiesFile.read(text, name) : YamlFile.read(text, name);
    }

    @Override
    public String toString() {
        return "Source[" + name + "]";
    }
}
