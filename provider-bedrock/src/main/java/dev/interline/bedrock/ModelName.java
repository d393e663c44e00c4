package dev.interline.bedrock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model id of Bedrock says about the model. Ids are AWS's own and name maker and model; what an operator has named
 * (an application inference profile, a provisioned or custom model) says nothing. Source: "Supported Regions and models
 * for inference profiles", AWS user guide.
 *
 * @param maker such as {@code anthropic}
 * @param model the maker's name without date and revision, such as {@code claude-haiku-4-5}
 */
record ModelName(String maker, String model) {
    private static final int LONGEST = 2048;

    /** The longest first, where one is the beginning of another. */
    private static final List<String> GEOGRAPHIES =
            List.of("us-gov.", "us.", "eu.", "apac.", "jp.", "au.", "ca.", "in.", "global.");

    /**
     * Checks that a text can be a model id.
     *
     * @throws IllegalArgumentException when it cannot, saying what to change
     */
    static String check(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the model id is blank: write one such as"
                    + " us.amazon.nova-lite-v1:0, or the ARN of an inference profile");
        }
        if (id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is no model id: write one such as us.amazon.nova-lite-v1:0");
        }
        if (id.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the model id has " + id.length() + " characters; Bedrock takes " + LONGEST);
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException(
                        "the model id holds white space or a character that no id has, at index " + i);
            }
        }
        return id;
    }

    /**
     * As {@link #check(String)}; an ARN must be of this region, which is the one that answers for it.
     *
     * @throws IllegalArgumentException when it cannot be a model id there, saying what to change
     */
    static String check(String id, String region) {
        String checked = check(id);
        String[] parts = checked.split(":", 5);
        if (parts[0].equals("arn") && (parts.length < 5 || !parts[3].equals(region))) {
            throw new IllegalArgumentException(
                    parts.length < 5
                            ? "the model id " + id + " is no whole ARN: it goes arn:aws:bedrock:REGION:ACCOUNT:…"
                            : "the model id " + id + " is of region " + parts[3] + ", which " + region
                                    + " cannot serve: ask in its region, or name the profile by its id");
        }
        return checked;
    }

    /** What the id tells; null when it tells nothing. */
    static @Nullable ModelName of(String id) {
        String plain = withoutGeography(resource(id));
        int dot = plain.indexOf('.');
        if (dot <= 0 || dot == plain.length() - 1 || plain.indexOf('/') >= 0) {
            return null;
        }
        String model = plain.substring(dot + 1)
                .replaceFirst("(-v1|(-v\\d+)?:\\d+.*)?$", "")
                .replaceFirst("-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$", "");
        String maker = plain.substring(0, dot);
        // the revision of ids such as openai.gpt-oss-20b-1:0
        model = id.indexOf(':') >= 0 ? model.replaceFirst("b-1$", "b") : model;
        // DeepSeek's ids name no more than the version, as in deepseek.r1-v1:0
        return new ModelName(maker, maker.equals("deepseek") ? maker + "-" + model : model);
    }

    /** The id of the foundation model itself, without a geography; an ARN that does not tell it stays as it is. */
    static String bare(String id) {
        return withoutGeography(resource(id));
    }

    /** As {@link #bare}, without the maker and the revision, such as {@code titan-embed-text-v2}; null when not told. */
    static @Nullable String version(String id) {
        ModelName name = of(id);
        return name == null
                ? null
                : bare(id).substring(name.maker().length() + 1).replaceFirst(":\\d+.*$", "");
    }

    /** The id inside an ARN of those kinds whose names are AWS's own; an ARN as it is when it is of another. */
    static String resource(String id) {
        if (!id.startsWith("arn:")) {
            return id;
        }
        for (String kind : List.of(":foundation-model/", ":inference-profile/")) {
            int at = id.indexOf(kind);
            if (at >= 0) {
                return id.substring(at + kind.length());
            }
        }
        return id;
    }

    private static String withoutGeography(String id) {
        for (String geography : GEOGRAPHIES) {
            if (id.startsWith(geography)) {
                return id.substring(geography.length());
            }
        }
        return id;
    }
}
