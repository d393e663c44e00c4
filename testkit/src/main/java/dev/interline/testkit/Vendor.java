package dev.interline.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose address a fake cloud imitates. It matters where two clouds share a path and differ in what they say there: the
 * OpenAI and Anthropic routes of Azure and Bedrock.
 */
public enum Vendor {
    AZURE,
    BEDROCK,
    VERTEX,
    /** OpenAI itself, and whoever speaks its formats under its paths. */
    OPENAI;

    /** Reads the vendor off a target's name ({@code azure}, {@code azure-eu}), or null if the name does not tell. */
    static @Nullable Vendor named(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        for (Vendor vendor : values()) {
            if (name.startsWith(vendor.name().toLowerCase(Locale.ROOT))) {
                return vendor;
            }
        }
        return null;
    }
}
