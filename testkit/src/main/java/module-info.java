/** A loopback server that speaks as the clouds do and breaks on purpose, for tests. */
module dev.interline.testkit {
    requires transitive dev.interline.wire;
    requires mockwebserver3;
    requires okhttp3;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
}
