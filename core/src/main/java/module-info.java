/** What a chat is, and every policy around it. */
module dev.interline {
    exports dev.interline;
    exports dev.interline.async;
    exports dev.interline.budget;
    exports dev.interline.catalogue;
    exports dev.interline.config;
    exports dev.interline.error;
    exports dev.interline.policy;
    exports dev.interline.route;
    exports dev.interline.testing;
    exports dev.interline.time;
    exports dev.interline.tool;
    exports dev.interline.types;

    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires io.github.resilience4j.bulkhead;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires static transitive org.jspecify;

    uses dev.interline.config.Provider;
    uses dev.interline.types.Types;
}
