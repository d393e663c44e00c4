package dev.interline.typed;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.interline.types.MisfitException;
import org.jspecify.annotations.Nullable;

/** Jackson as it is used here. */
final class Reading {
    /** Reads whole documents, which {@link Fit} has checked. */
    static final JsonMapper WHOLE = common().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads documents with parts missing or cut. */
    static final JsonMapper SKETCH = common().addHandler(new Forgiving()).build();

    /** Writes what tools return, as Jackson does everywhere. */
    static final JsonMapper WRITING = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .annotationIntrospector(new VariantNames())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private Reading() {}

    private static JsonMapper.Builder common() {
        return JsonMapper.builder()
                .addModules(
                        new Jdk8Module(),
                        new JavaTimeModule(),
                        new SimpleModule().setDeserializerModifier(new Entries()))
                .annotationIntrospector(new VariantNames())
                // the schema is of the fields
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                // 12.30 is an amount of money
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES)
                .configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);
    }

    /** What Jackson did not like, in the words of {@link Fit}. */
    static MisfitException misfit(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return new MisfitException(
                    "it is no JSON document", "It is no JSON document: " + Fit.shortened(e.getOriginalMessage()));
        }
        StringBuilder at = new StringBuilder("$");
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() != null) {
                at.append('.').append(step.getFieldName());
            } else if (step.getIndex() >= 0) {
                at.append('[').append(step.getIndex()).append(']');
            }
        }
        if (mapping instanceof InvalidFormatException format) {
            String type = format.getTargetType() == null
                    ? "value"
                    : format.getTargetType().getSimpleName();
            return new MisfitException(
                    at + " cannot be read as " + type,
                    at + ": expected a valid " + type + ", got " + Fit.shortened(String.valueOf(format.getValue()))
                            + ".");
        }
        Throwable cause = mapping instanceof ValueInstantiationException ? mapping.getCause() : null;
        return new MisfitException(
                at + " cannot be read"
                        + (cause == null
                                ? ""
                                : ": its class threw " + cause.getClass().getName()),
                at + ": "
                        + Fit.shortened(
                                cause == null || cause.getMessage() == null
                                        ? mapping.getOriginalMessage()
                                        : cause.getMessage()));
    }

    /** A word that is cut is none yet: half a date, half the name of an enum's constant. */
    private static final class Forgiving extends DeserializationProblemHandler {
        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String message) {
            return null;
        }

        @Override
        public @Nullable Object handleWeirdKey(
                DeserializationContext context, Class<?> type, String value, String message) {
            return null;
        }

        @Override
        public JavaType handleMissingTypeId(
                DeserializationContext context, JavaType type, TypeIdResolver resolver, String message) {
            return context.constructType(Void.class);
        }

        @Override
        public JavaType handleUnknownTypeId(
                DeserializationContext context, JavaType type, String id, TypeIdResolver resolver, String message) {
            return context.constructType(Void.class);
        }
    }
}
