package dev.interline.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.TypeContext;
import dev.interline.types.Description;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of one schema that are one of several. Each becomes a definition of its own, of what {@link Variants} has,
 * and everything else refers to it: so may its variants, which hold it in turn.
 */
final class Choices {
    private final Map<String, Choice> choices = new LinkedHashMap<>();
    private final Queue<String> undescribed = new ArrayDeque<>();

    private record Choice(ResolvedType type, Variants variants, TypeContext context) {
        Type subtype(Class<?> variant) {
            return type.getTypeParameters().isEmpty() ? variant : context.resolveSubtype(type, variant);
        }
    }

    /** What stands where the type does; null when it is not one of several. */
    @Nullable
    ObjectNode reference(ResolvedType type, TypeContext context) {
        Variants variants = Variants.of(type.getErasedType());
        if (variants == null) {
            return null;
        }
        String name = "Any"
                + type.getBriefDescription()
                        .replaceAll("[A-Za-z0-9_.]*[.$]", "")
                        .replaceAll("[^A-Za-z0-9]+", "_")
                        .replaceAll("_$", "");
        Choice before = choices.putIfAbsent(name, new Choice(type, variants, context));
        if (before == null) {
            undescribed.add(name);
        } else if (!before.type().equals(type)) {
            throw new IllegalArgumentException(before.type() + " and " + type + " have the same name; rename one");
        }
        return Trees.reference(name);
    }

    /** All definitions: those of the builder, and ours among them. */
    ObjectNode definitions(SchemaBuilder builder) {
        Map<String, Map<String, ObjectNode>> forms = new LinkedHashMap<>();
        // a variant may bring further choices
        while (!undescribed.isEmpty()) {
            String name = undescribed.remove();
            Choice choice = Objects.requireNonNull(choices.get(name));
            Map<String, ObjectNode> each = new LinkedHashMap<>();
            choice.variants()
                    .types()
                    .forEach((word, variant) -> each.put(word, builder.createSchemaReference(choice.subtype(variant))));
            forms.put(name, each);
        }
        ObjectNode definitions = builder.collectDefinitions(Trees.DEFINITIONS);
        forms.forEach((name, each) -> {
            Choice choice = Objects.requireNonNull(choices.get(name));
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            Description words = choice.type().getErasedType().getAnnotation(Description.class);
            if (words != null) {
                schema.put("description", words.value());
            }
            ArrayNode anyOf = schema.putArray("anyOf");
            each.forEach((word, form) -> anyOf.add(
                    marked(Trees.target(form, definitions), choice.variants().property(), word)));
            definitions.set(name, schema);
        });
        return definitions;
    }

    /** A variant with the property that tells it apart in front. */
    private static ObjectNode marked(ObjectNode variant, String property, String word) {
        ObjectNode marked = Trees.object();
        if (variant.has("description")) {
            marked.set("description", variant.get("description"));
        }
        ObjectNode mark = JsonNodeFactory.instance.objectNode().put("type", "string");
        mark.putArray("enum").add(word);
        Trees.add(marked, property, mark, true);
        Set<String> required = new HashSet<>();
        variant.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> each : variant.path("properties").properties()) {
            if (!each.getKey().equals(property)) {
                Trees.add(marked, each.getKey(), each.getValue(), required.contains(each.getKey()));
            }
        }
        return marked;
    }
}
