package dev.interline.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.classmate.types.ResolvedArrayType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeContext;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.interline.types.Description;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One schema on its way. Victools' generator describes classes; what is one of several types, and maps in answers, are
 * added here, in words that every vendor's subset has.
 */
final class Schemas {
    private static final String DEFINITIONS = "$defs";

    private final ObjectMapper json;
    private final boolean mapsAsEntries;
    private final SchemaBuilder builder;
    private final Map<String, Several> several = new LinkedHashMap<>();
    private final Queue<String> undescribed = new ArrayDeque<>();
    private @Nullable TypeContext types;

    private Schemas(ObjectMapper json, boolean mapsAsEntries) {
        this.json = json;
        this.mapsAsEntries = mapsAsEntries;
        this.builder = generator().buildMultipleSchemaDefinitions();
    }

    /**
     * A type.
     *
     * @param root an object, and where the type is none, an object that holds it
     * @param wrapped whether the type stands in the property {@code value}
     */
    record Described(ObjectNode root, boolean wrapped) {}

    static Described of(Type type, ObjectMapper json, boolean mapsAsEntries) {
        Schemas schemas = new Schemas(json, mapsAsEntries);
        ObjectNode described = schemas.builder.createSchemaReference(type);
        ObjectNode definitions = schemas.definitions();
        ObjectNode target = target(described, definitions);
        boolean wrapped = !target.path("type").asText().equals("object") || target.has("anyOf");
        ObjectNode root;
        if (wrapped) {
            root = schemas.object();
            schemas.add(root, "value", described, true);
        } else {
            root = target.deepCopy();
        }
        return new Described(finished(root, definitions), wrapped);
    }

    /** An object with a property for each parameter that the model has to give. */
    static ObjectNode of(Method method, Set<Class<?>> passedBy, ObjectMapper json) {
        Schemas schemas = new Schemas(json, false);
        ObjectNode root = schemas.object();
        for (Parameter parameter : method.getParameters()) {
            if (passedBy.contains(parameter.getType())) {
                continue;
            }
            ObjectNode described = schemas.builder.createSchemaReference(held(parameter));
            Description words = parameter.getAnnotation(Description.class);
            if (words != null) {
                described.put("description", words(words.value(), parameter.getType()));
            }
            boolean required = !Presence.mayBeLeftOut(parameter.getType(), parameter, parameter.getAnnotatedType());
            schemas.add(root, name(parameter, method), described, required);
        }
        return finished(root, schemas.definitions());
    }

    static String name(Parameter parameter, Method method) {
        JsonProperty told = parameter.getAnnotation(JsonProperty.class);
        if (told != null && !told.value().isEmpty()) {
            return told.value();
        }
        if (!parameter.isNamePresent()) {
            throw new IllegalArgumentException("the names of the parameters of " + method
                    + " are not known; compile with -parameters, or name them with @JsonProperty");
        }
        return parameter.getName();
    }

    private ObjectNode object() {
        ObjectNode object = json.createObjectNode().put("type", "object");
        object.putObject("properties");
        object.putArray("required");
        return object.put("additionalProperties", false);
    }

    private void add(ObjectNode object, String name, JsonNode schema, boolean required) {
        object.withObject("/properties").set(name, schema);
        if (required) {
            object.withArray("/required").add(name);
        }
    }

    private static ObjectNode target(ObjectNode schema, ObjectNode definitions) {
        String reference = schema.path("$ref").asText();
        String prefix = "#/" + DEFINITIONS + "/";
        return reference.startsWith(prefix)
                        && definitions.get(reference.substring(prefix.length())) instanceof ObjectNode found
                ? target(found, definitions)
                : schema;
    }

    // ---- one of several ----

    private record Several(ResolvedType type, Variants variants) {}

    private @Nullable CustomDefinition reference(ResolvedType type) {
        Variants variants = Variants.of(type.getErasedType());
        if (variants == null) {
            return null;
        }
        String name = "Any"
                + type.getBriefDescription()
                        .replaceAll("[A-Za-z0-9_.]*[.$]", "")
                        .replaceAll("[^A-Za-z0-9]+", "_")
                        .replaceAll("_$", "");
        Several before = several.putIfAbsent(name, new Several(type, variants));
        if (before == null) {
            undescribed.add(name);
        } else if (!before.type().equals(type)) {
            throw new IllegalArgumentException(before.type() + " and " + type + " have the same name; rename one");
        }
        return inline(json.createObjectNode().put("$ref", "#/" + DEFINITIONS + "/" + name));
    }

    private ObjectNode definitions() {
        Map<String, Map<String, ObjectNode>> forms = new LinkedHashMap<>();
        while (!undescribed.isEmpty()) {
            String name = undescribed.remove();
            Several type = Objects.requireNonNull(several.get(name));
            Map<String, ObjectNode> each = new LinkedHashMap<>();
            type.variants()
                    .types()
                    .forEach((word, subtype) ->
                            each.put(word, builder.createSchemaReference(subtype(type.type(), subtype))));
            forms.put(name, each);
        }
        ObjectNode definitions = builder.collectDefinitions(DEFINITIONS);
        forms.forEach((name, each) -> {
            Several type = Objects.requireNonNull(several.get(name));
            ObjectNode schema = json.createObjectNode();
            Description words = type.type().getErasedType().getAnnotation(Description.class);
            if (words != null) {
                schema.put("description", words.value());
            }
            ArrayNode choices = schema.putArray("anyOf");
            each.forEach((word, form) -> choices.add(
                    marked(target(form, definitions), type.variants().property(), word)));
            definitions.set(name, schema);
        });
        return definitions;
    }

    private Type subtype(ResolvedType type, Class<?> subtype) {
        TypeContext known = types;
        return known == null || type.getTypeParameters().isEmpty() ? subtype : known.resolveSubtype(type, subtype);
    }

    /** A variant with the property that tells it apart in front. */
    private ObjectNode marked(ObjectNode variant, String property, String word) {
        ObjectNode marked = object();
        if (variant.has("description")) {
            marked.set("description", variant.get("description"));
        }
        ObjectNode mark = json.createObjectNode().put("type", "string");
        mark.putArray("enum").add(word);
        add(marked, property, mark, true);
        Set<String> required = new HashSet<>();
        variant.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> each : variant.path("properties").properties()) {
            if (!each.getKey().equals(property)) {
                add(marked, each.getKey(), each.getValue(), required.contains(each.getKey()));
            }
        }
        return marked;
    }

    // ---- the rest ----

    /** What is referred to stays, and nothing else; objects have the properties that are told and no others. */
    private static ObjectNode finished(ObjectNode root, ObjectNode definitions) {
        merge(root);
        merge(definitions);
        close(root);
        close(definitions);
        bare(root, definitions);
        definitions.deepCopy().fieldNames().forEachRemaining(name -> bare(definitions.path(name), definitions));
        Set<String> used = new HashSet<>();
        collect(root, definitions, used);
        ObjectNode kept = definitions.deepCopy();
        kept.retain(used);
        if (!kept.isEmpty()) {
            root.set(DEFINITIONS, kept);
        }
        return root;
    }

    /** What is said of a member joins what is said of its type, and wins: few vendors know {@code allOf}. */
    private static void merge(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("allOf").isArray()) {
            for (JsonNode part : schema.remove("allOf")) {
                schema.setAll((ObjectNode) part);
            }
        }
        node.forEach(Schemas::merge);
    }

    /**
     * Nothing stands beside a reference, which OpenAI refuses and Gemini leaves out: what is described has a copy of
     * its own. What refers to itself has no end to copy, and stays without the words.
     */
    private static void bare(JsonNode node, ObjectNode definitions) {
        node.forEach(child -> bare(child, definitions));
        if (node instanceof ObjectNode schema && schema.has("$ref") && schema.size() > 1) {
            Set<String> used = new HashSet<>();
            ObjectNode target = target(schema, definitions);
            collect(target, definitions, used);
            String name = schema.path("$ref").asText();
            if (used.contains(name.substring(name.lastIndexOf('/') + 1))) {
                schema.retain("$ref");
            } else {
                JsonNode words = schema.get("description");
                schema.removeAll();
                schema.setAll(target.deepCopy());
                if (words != null) {
                    schema.set("description", words);
                }
            }
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("type").asText().equals("object")
                && !schema.has("additionalProperties")) {
            if (!schema.has("properties")) {
                schema.putObject("properties");
            }
            schema.put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
    }

    private static void collect(JsonNode node, ObjectNode definitions, Set<String> used) {
        for (String reference : node.findValuesAsText("$ref")) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (used.add(name)) {
                collect(definitions.path(name), definitions, used);
            }
        }
    }

    private SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        json, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS, Option.FLATTENED_SUPPLIERS)
                .with(Option.PLAIN_DEFINITION_KEYS);
        config.forFields()
                .withRequiredCheck(field -> {
                    Field raw = field.getRawMember();
                    return !Presence.mayBeLeftOut(raw.getType(), raw, raw.getAnnotatedType());
                })
                .withTargetTypeOverridesResolver(Schemas::held)
                .withDescriptionResolver(Schemas::words);
        // after ours, which know of more
        config.with(new JacksonModule(
                JacksonOption.RESPECT_JSONPROPERTY_ORDER,
                JacksonOption.SKIP_SUBTYPE_LOOKUP,
                JacksonOption.IGNORE_TYPE_INFO_TRANSFORM));
        config.forTypesInGeneral()
                .withDescriptionResolver(
                        scope -> words(scope.getType().getErasedType().getAnnotation(Description.class)))
                .withCustomDefinitionProvider(this::own)
                // the order in which a model writes is the order in which it thinks: as declared, not by name
                .withPropertySorter(Comparator.comparingInt(unused -> 0));
        return new SchemaGenerator(config.build());
    }

    private static @Nullable String words(@Nullable Description description) {
        return description == null ? null : description.value();
    }

    /** What is said of a field and what is known of its type. */
    private static @Nullable String words(FieldScope field) {
        String words = words(field.getAnnotationConsideringFieldAndGetter(Description.class));
        if (words == null) {
            JsonPropertyDescription told = field.getAnnotationConsideringFieldAndGetter(JsonPropertyDescription.class);
            words = told == null ? null : told.value();
        }
        return words == null || field.getType() == null
                ? words
                : words(words, field.getType().getErasedType());
    }

    private static String words(String words, Class<?> type) {
        Leaf leaf = Leaf.of(type);
        return leaf == null || leaf.words().isEmpty() ? words : words + " (" + leaf.words() + ")";
    }

    private @Nullable CustomDefinition own(ResolvedType type, SchemaGenerationContext context) {
        types = context.getTypeContext();
        Class<?> raw = type.getErasedType();
        Leaf leaf = Leaf.of(raw);
        if (leaf != null) {
            return inline(leaf.schema());
        }
        if (Presence.isOptional(raw)) {
            throw new IllegalArgumentException(
                    type.getBriefDescription() + " stands for something that may be left out,"
                            + " and only a component of a record, a field or a parameter can be");
        }
        if (raw.isEnum()) {
            return inline(constants(raw));
        }
        if (Map.class.isAssignableFrom(raw)) {
            List<ResolvedType> with = type.typeParametersFor(Map.class);
            boolean told = with != null && with.size() == 2;
            return map(told ? with.get(0) : null, told ? with.get(1) : null, context);
        }
        CustomDefinition reference = reference(type);
        if (reference == null
                && Modifier.isAbstract(raw.getModifiers())
                && !raw.isPrimitive()
                && !(type instanceof ResolvedArrayType)
                && !Collection.class.isAssignableFrom(raw)
                && raw != Number.class
                && raw != CharSequence.class
                && raw != Iterable.class) {
            throw new IllegalArgumentException(raw.getName() + " is abstract, and a model cannot know what it may be;"
                    + " make it sealed, or name its subtypes with @JsonTypeInfo and @JsonSubTypes");
        }
        return reference;
    }

    /** What an {@code Optional} holds; null where it is none. */
    private static @Nullable Class<?> number(Class<?> optional) {
        return optional == OptionalInt.class
                ? Integer.class
                : optional == OptionalLong.class ? Long.class : optional == OptionalDouble.class ? Double.class : null;
    }

    private static @Nullable List<ResolvedType> held(FieldScope field) {
        ResolvedType type = field.getType();
        if (type == null || !Presence.isOptional(type.getErasedType())) {
            return null;
        }
        Class<?> number = number(type.getErasedType());
        return number != null
                ? List.of(field.getContext().resolve(number))
                : type.getTypeParameters().isEmpty()
                        ? null
                        : List.of(type.getTypeParameters().get(0));
    }

    private static Type held(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        Class<?> number = number(parameter.getType());
        if (number != null) {
            return number;
        }
        return Presence.isOptional(parameter.getType()) && type instanceof ParameterizedType with
                ? with.getActualTypeArguments()[0]
                : type;
    }

    /** The constants as Jackson writes them, which is how it reads them. */
    private static ObjectNode constants(Class<?> type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        ArrayNode words = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            words.add(Reading.WRITING.<JsonNode>valueToTree(constant).asText());
        }
        return schema;
    }

    private CustomDefinition map(
            @Nullable ResolvedType key, @Nullable ResolvedType value, SchemaGenerationContext context) {
        JsonNode values = value == null ? json.createObjectNode() : context.createDefinitionReference(value);
        ObjectNode schema = json.createObjectNode();
        if (mapsAsEntries) {
            schema.put("type", "array");
            ObjectNode entry = object();
            boolean isEnum = key != null && key.getErasedType().isEnum();
            add(
                    entry,
                    Entries.KEY,
                    isEnum
                            ? context.createDefinitionReference(key)
                            : json.createObjectNode().put("type", "string"),
                    true);
            add(entry, Entries.VALUE, values, true);
            schema.set("items", entry);
        } else {
            schema.put("type", "object");
            schema.set("additionalProperties", values);
        }
        return inline(schema);
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
    }

    /** Whether nothing is left open: every value has a type. */
    static boolean isClosed(JsonNode schema) {
        List<JsonNode> children = new ArrayList<>();
        schema.path("properties").forEach(children::add);
        schema.path(DEFINITIONS).forEach(children::add);
        schema.path("anyOf").forEach(children::add);
        if (schema.has("items")) {
            children.add(schema.path("items"));
        }
        boolean told = schema.has("type") || schema.has("$ref") || schema.has("anyOf") || schema.has("enum");
        return told
                && !schema.path("additionalProperties").isObject()
                && children.stream().allMatch(Schemas::isClosed);
    }
}
