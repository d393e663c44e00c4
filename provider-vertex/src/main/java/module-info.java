/** Models on Google Vertex AI. */
module dev.interline.vertex {
    requires com.google.auth;
    requires com.google.auth.oauth2;
    requires transitive dev.interline.wire;
    requires org.slf4j;
    requires static transitive org.jspecify;
}
