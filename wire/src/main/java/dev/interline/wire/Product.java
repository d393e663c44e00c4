package dev.interline.wire;

import org.jspecify.annotations.Nullable;

/** How the library calls itself towards servers. */
final class Product {
    static final String NAME = "interline" + version();

    private Product() {}

    private static String version() {
        // null for classes that were not read from a jar
        @Nullable String version = Product.class.getPackage().getImplementationVersion();
        return version == null ? "" : "/" + version;
    }
}
