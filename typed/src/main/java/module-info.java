/** Tools and typed answers from Java types. */
module dev.interline.typed {
    requires com.fasterxml.classmate;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.github.victools.jsonschema.generator;
    requires com.github.victools.jsonschema.module.jackson;
    requires transitive dev.interline;
    requires static transitive org.jspecify;

    exports dev.interline.typed;

    provides dev.interline.types.Types with
            dev.interline.typed.JacksonTypes;
}
