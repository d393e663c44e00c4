/** A loopback server that speaks as the clouds do and breaks on purpose, for tests. */
module dev.interline.testkit {
    requires transitive dev.interline.wire;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires mockwebserver3;
    requires okhttp3;
    requires okio;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports dev.interline.testkit;
    exports dev.interline.testkit.contract;
}
