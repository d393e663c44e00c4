/** Models on AWS Bedrock. */
module dev.interline.bedrock {
    requires transitive dev.interline.wire;
    requires org.slf4j;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.regions;
    requires static transitive org.jspecify;

    exports dev.interline.bedrock;

    provides dev.interline.config.Provider with
            dev.interline.bedrock.BedrockProvider;
}
