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
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.interline.types.Description;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One schema on its way. Victools' generator describes classes; what it does not know of leaves, enums, maps in answers
 * and what may be left out is added here, {@link Choices} adds what is one of several types, and {@link Trees} keeps
 * the whole in words that every vendor's subset has.
 */
final class Schemas {
    private final ObjectMapper json;
    private final boolean mapsAsEntries;
    private final SchemaBuilder builder;
    private final Choices choices = new Choices();

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
        ObjectNode definitions = schemas.choices.definitions(schemas.builder);
        ObjectNode target = Trees.target(described, definitions);
        boolean wrapped = !target.path("type").asText().equals("object") || target.has("anyOf");
        ObjectNode root;
        if (wrapped) {
            root = Trees.object();
            Trees.add(root, "value", described, true);
        } else {
            root = target.deepCopy();
        }
        return new Described(Trees.finished(root, definitions), wrapped);
    }

    /** An object with a property for each parameter that the model has to give. */
    static ObjectNode of(Method method, Set<Class<?>> passedBy, ObjectMapper json) {
        Schemas schemas = new Schemas(json, false);
        ObjectNode root = Trees.object();
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
            Trees.add(root, name(parameter, method), described, required);
        }
        return Trees.finished(root, schemas.choices.definitions(schemas.builder));
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
        ObjectNode choice = choices.reference(type, context.getTypeContext());
        if (choice == null
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
        return choice == null ? null : inline(choice);
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
            ObjectNode entry = Trees.object();
            boolean isEnum = key != null && key.getErasedType().isEnum();
            Trees.add(
                    entry,
                    Entries.KEY,
                    isEnum
                            ? context.createDefinitionReference(key)
                            : json.createObjectNode().put("type", "string"),
                    true);
            Trees.add(entry, Entries.VALUE, values, true);
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
}
