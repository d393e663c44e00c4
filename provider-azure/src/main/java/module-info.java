/** Models on Azure. */
module dev.interline.azure {
    exports dev.interline.azure;

    requires transitive dev.interline.wire;
    requires org.slf4j;
    requires static com.azure.core;
    requires static transitive org.jspecify;

    provides dev.interline.config.Provider with
            dev.interline.azure.AzureProvider;
}
