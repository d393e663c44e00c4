/** HTTP transport, framing and the wire formats. */
module dev.interline.wire {
    requires transitive com.fasterxml.jackson.databind;
    requires transitive dev.interline;
    requires transitive okhttp3;
    requires okio;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.interline.wire;
    exports dev.interline.wire.amazon;
    exports dev.interline.wire.auth;
    exports dev.interline.wire.anthropic;
    exports dev.interline.wire.cohere;
    exports dev.interline.wire.compatible;
    exports dev.interline.wire.converse;
    exports dev.interline.wire.frame;
    exports dev.interline.wire.gemini;
    exports dev.interline.wire.openai;

    provides dev.interline.config.Provider with
            dev.interline.wire.compatible.CompatibleProvider;
}
