/** Models on Google Vertex AI. */
module dev.interline.vertex {
    exports dev.interline.vertex;

    requires com.google.api.client;
    requires com.google.auth;
    requires com.google.auth.oauth2;
    // What Google's automatic modules use and cannot require themselves.
    requires com.google.common;
    requires com.google.gson;
    requires transitive dev.interline.wire;
    requires org.slf4j;
    requires static transitive org.jspecify;

    provides dev.interline.config.Provider with
            dev.interline.vertex.VertexProvider;
}
