package dev.interline.typed;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets Jackson read and write {@link Variants} as the schema says, also those of sealed types without annotations. */
final class VariantNames extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
        Variants variants = Variants.of(type.getRawType());
        return variants == null
                ? null
                : new StdTypeResolverBuilder()
                        .init(JsonTypeInfo.Id.NAME, null)
                        .inclusion(variants.named() ? JsonTypeInfo.As.EXISTING_PROPERTY : JsonTypeInfo.As.PROPERTY)
                        .typeProperty(variants.property())
                        .typeIdVisibility(variants.named());
    }

    /** Where a variant itself is declared there is nothing to tell apart, whatever it inherits. */
    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated type) {
        return null;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated type) {
        Variants variants = Variants.of(type.getRawType());
        return variants == null
                ? null
                : variants.types().entrySet().stream()
                        .map(each -> new NamedType(each.getValue(), each.getKey()))
                        .toList();
    }
}
