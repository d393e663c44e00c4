/** What a chat is, and every policy around it. */
module dev.interline {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires io.github.resilience4j.bulkhead;
    requires io.github.resilience4j.circuitbreaker;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires static transitive org.jspecify;
}
