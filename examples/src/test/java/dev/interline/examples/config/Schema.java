package dev.interline.examples.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema of configuration files. */
final class Schema {
    static final Path FILE = Path.of("..", "docs", "interline.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode tree;
    private final JsonSchema schema;

    private Schema(JsonNode tree) {
        this.tree = tree;
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(tree);
    }

    static Schema read() {
        try {
            return new Schema(JSON.readTree(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a file in YAML; empty when nothing is. */
    List<String> complaints(String yaml) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(JSON.valueToTree(read)).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** The keys of a section, by its name under {@code $defs}, or a path from there; empty for the top. */
    Set<String> keys(String definition) {
        Set<String> keys = new TreeSet<>();
        section(definition).path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The keys of a deployment that those of kind embeddings may not have. */
    Set<String> keysWithoutEmbeddings(String provider) {
        Set<String> keys = new TreeSet<>();
        section(provider).at("/then/properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** A section, or a key in it, with what it refers to. */
    JsonNode section(String definition) {
        if (definition.isEmpty()) {
            return tree;
        }
        return follow(tree.path("$defs").at("/" + definition.replace(" ", "/properties/")));
    }

    /** The definition that a key refers to alone, or itself. */
    JsonNode follow(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() || node.has("description") ? node : follow(tree.at(reference.substring(1)));
    }
}
