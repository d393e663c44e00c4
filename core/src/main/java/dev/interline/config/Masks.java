package dev.interline.config;

import dev.interline.config.Node.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what may be shown of a value. What a key's name gives away as a secret, what stands in a file of its own and
 * what is sent as a header is masked; what came from a variable is shown only where it cannot be a secret. A value that is
 * masked in one place is masked in all.
 */
final class Masks {
    static final String MASK = "***";

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(api-?key|access-key|secret|token|password|passphrase|credential|authorization|cookie|signature).*");

    /** Keys that sound like secrets and hold none. */
    private static final Set<String> INNOCENT = Set.of("credential", "credentials-file", "tokens-per-minute");

    /** Keys whose values may be shown wherever they come from: places, names, numbers, and words of ours. */
    private static final Set<String> PUBLIC = Set.of(
            "provider",
            "endpoint",
            "deployment",
            "model",
            "model-id",
            "family",
            "region",
            "residency",
            "location",
            "project",
            "format",
            "api-version",
            "kind",
            "optional",
            "route",
            "order",
            "weight",
            "group",
            "name",
            "log-calls",
            "reload",
            "by",
            "zone");

    private static final Pattern USER_OF_AN_ADDRESS = Pattern.compile("(?<=//)[^/@\\s]*(?=@)");
    private static final Pattern QUERY_OF_AN_ADDRESS = Pattern.compile("(?<=://[^\\s?]{1,500}\\?).+");
    /** The name alone: a default, or what stands around it, may be a part of a secret. */
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{(file:[^${}]*|[A-Za-z_][A-Za-z0-9_.-]*)");

    private static final int LONG_ENOUGH = 4;

    private final Set<String> masked = new LinkedHashSet<>();

    /**
     * What may be shown of a value.
     *
     * @param keys where it stands, the innermost last
     * @param fixed whether it is a number, a word of ours or a length of time, as the loader has read it
     */
    String show(Word word, List<String> keys, boolean fixed) {
        String key = keys.isEmpty() ? "" : keys.get(keys.size() - 1);
        boolean foreign = word.shown() == null || word.shown().contains("${");
        boolean fromFile = word.shown() != null && word.shown().contains("${" + Variables.FILE);
        boolean secret = SECRET.matcher(key).matches() && !INNOCENT.contains(key);
        if (secret || fromFile || keys.contains("headers") || (foreign && !fixed && !PUBLIC.contains(key))) {
            if (word.text().length() >= LONG_ENOUGH) {
                masked.add(word.text());
            }
            return MASK;
        }
        return address(word.text());
    }

    /** The whole text, without anything that was masked in it. */
    String everywhere(String text) {
        String clean = text;
        for (String secret : masked) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }

    private static String address(String text) {
        if (!text.contains("//")) {
            return text;
        }
        String anonymous = USER_OF_AN_ADDRESS.matcher(text).replaceAll(MASK);
        return QUERY_OF_AN_ADDRESS.matcher(anonymous).replaceAll(MASK);
    }

    /** Where a value comes from, as a comment; null where it stands in the file as it is. */
    static @Nullable String source(Word word) {
        if (word.fixed()) {
            return "set by the program";
        }
        if (word.shown() == null) {
            return word.place().source();
        }
        List<String> references = new ArrayList<>();
        for (Matcher reference = REFERENCE.matcher(word.shown()); reference.find(); ) {
            references.add("${" + reference.group(1) + "}");
        }
        return references.isEmpty() ? null : String.join(" ", references);
    }
}
